using NvScanner.Abstractions.Quantities;

namespace NvScanner.Configuration.Rules;

/// <summary>Short names for the rules, so that lists of keys read like a table. Bounds are in SI units.</summary>
internal static class Values
{
    /// <summary>A quantity with its unit.</summary>
    public static QuantityRule<T> Of<T>(double? above = null, double? atLeast = null, double? atMost = null) where T : struct, IQuantity<T> =>
        new(new Bounds(above, atLeast, atMost));

    /// <summary>A closed interval "[low, high]" with low below high.</summary>
    public static ValueRule<QuantityRange<T>> Range<T>(double? atLeast = null, double? atMost = null) where T : struct, IQuantity<T> =>
        new MappedRule<(T First, T Second), QuantityRange<T>>(
            new PairRule<T>(Of<T>(null, atLeast, atMost), "low, high", (low, high) =>
                low.Si < high.Si ? null : $"the first value must be below the second, not {Quantity.Format(low)} and {Quantity.Format(high)}"),
            pair => new QuantityRange<T>(pair.First, pair.Second));

    /// <summary>A duration as a <see cref="TimeSpan"/>.</summary>
    public static ValueRule<TimeSpan> Time(double atLeast, double atMost) =>
        new MappedRule<Duration, TimeSpan>(Of<Duration>(null, atLeast, atMost), d => d.ToTimeSpan());

    /// <summary>A word of a list that stands for itself.</summary>
    public static WordRule<string> Word(params string[] words) => new([.. words.Select(w => (w, w))]);

    /// <summary>A word of a list that stands for itself, with words of later versions.</summary>
    public static WordRule<string> Word(IEnumerable<string> words, IReadOnlyList<string> later) => new([.. words.Select(w => (w, w))], later);
}
