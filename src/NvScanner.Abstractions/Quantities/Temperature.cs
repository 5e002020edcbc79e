namespace NvScanner.Abstractions.Quantities;

/// <summary>A temperature in kelvin.</summary>
/// <param name="Kelvin">Kelvin</param>
public readonly record struct Temperature(double Kelvin) : IQuantity<Temperature>, IComparable<Temperature>
{
    /// <inheritdoc />
    public static string QuantityName => "temperature";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("K"), new("degC", 1, 273.15, false)];

    /// <inheritdoc />
    public double Si => Kelvin;

    /// <inheritdoc />
    public static Temperature FromSi(double value) => new(value);

    /// <summary>Reads text such as "298 K".</summary>
    public static Temperature Parse(string text) => Quantity.Parse<Temperature>(text);

    /// <inheritdoc />
    public int CompareTo(Temperature other) => Kelvin.CompareTo(other.Kelvin);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
