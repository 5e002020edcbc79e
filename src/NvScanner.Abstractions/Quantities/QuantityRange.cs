namespace NvScanner.Abstractions.Quantities;

/// <summary>A closed interval of a quantity; limits of plans, profiles and drivers.</summary>
/// <typeparam name="T">The quantity.</typeparam>
/// <param name="Minimum">Smallest allowed value.</param>
/// <param name="Maximum">Largest allowed value.</param>
public readonly record struct QuantityRange<T>(T Minimum, T Maximum) where T : struct, IQuantity<T>
{
    /// <summary>Whether the value lies inside, both ends included; NaN never does.</summary>
    public bool Contains(T value) => value.Si >= Minimum.Si && value.Si <= Maximum.Si;

    /// <summary>The overlap with another range: a profile only ever narrows a driver's limits. Empty ranges have Minimum &gt; Maximum.</summary>
    public QuantityRange<T> Narrow(QuantityRange<T> other) =>
        new(T.FromSi(Math.Max(Minimum.Si, other.Minimum.Si)), T.FromSi(Math.Min(Maximum.Si, other.Maximum.Si)));

    /// <inheritdoc />
    public override string ToString() => $"{Quantity.Format(Minimum)} to {Quantity.Format(Maximum)}";
}
