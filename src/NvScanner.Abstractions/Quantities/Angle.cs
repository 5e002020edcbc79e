namespace NvScanner.Abstractions.Quantities;

/// <summary>An angle in degrees, as every angle in files.</summary>
/// <param name="Degrees">Degrees</param>
public readonly record struct Angle(double Degrees) : IQuantity<Angle>, IComparable<Angle>
{
    /// <inheritdoc />
    public static string QuantityName => "angle";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("deg", TakesPrefix: false), new("rad", 180 / Math.PI, 0, false)];

    /// <inheritdoc />
    public double Si => Degrees;

    /// <inheritdoc />
    public static Angle FromSi(double value) => new(value);

    /// <summary>Reads text such as "54.7 deg".</summary>
    public static Angle Parse(string text) => Quantity.Parse<Angle>(text);

    /// <inheritdoc />
    public int CompareTo(Angle other) => Degrees.CompareTo(other.Degrees);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
