namespace NvScanner.Abstractions.Quantities;

/// <summary>A duration in seconds as an operator writes it; code beyond the seam uses <see cref="TimeSpan"/>.</summary>
/// <param name="Seconds">Seconds.</param>
public readonly record struct Duration(double Seconds) : IQuantity<Duration>, IComparable<Duration>
{
    /// <inheritdoc />
    public static string QuantityName => "duration";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } =
        [new("s"), new("min", 60, 0, false), new("h", 3600, 0, false), new("d", 86400, 0, false)];

    /// <inheritdoc />
    public double Si => Seconds;

    /// <summary>The same duration rounded to the 100 ns ticks of the clock.</summary>
    public TimeSpan ToTimeSpan() => TimeSpan.FromTicks((long)Math.Round(Seconds * TimeSpan.TicksPerSecond));

    /// <inheritdoc />
    public static Duration FromSi(double value) => new(value);

    /// <summary>Reads text such as "0.2 ms" or "10 min".</summary>
    public static Duration Parse(string text) => Quantity.Parse<Duration>(text);

    /// <inheritdoc />
    public int CompareTo(Duration other) => Seconds.CompareTo(other.Seconds);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
