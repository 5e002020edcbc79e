namespace NvScanner.Abstractions.Quantities;

/// <summary>A frequency in ordinary Hz, never angular.</summary>
/// <param name="Hertz">Hz</param>
public readonly record struct Frequency(double Hertz) : IQuantity<Frequency>, IComparable<Frequency>
{
    /// <inheritdoc />
    public static string QuantityName => "frequency";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("Hz")];

    /// <inheritdoc />
    public double Si => Hertz;

    /// <inheritdoc />
    public static Frequency FromSi(double value) => new(value);

    /// <summary>Reads text such as "2.87 GHz".</summary>
    public static Frequency Parse(string text) => Quantity.Parse<Frequency>(text);

    /// <inheritdoc />
    public int CompareTo(Frequency other) => Hertz.CompareTo(other.Hertz);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
