namespace NvScanner.Abstractions.Quantities;

/// <summary>A magnetic flux density in tesla.</summary>
/// <param name="Tesla">Tesla</param>
public readonly record struct MagneticField(double Tesla) : IQuantity<MagneticField>, IComparable<MagneticField>
{
    /// <inheritdoc />
    public static string QuantityName => "magnetic field";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("T"), new("G", 1e-4)];

    /// <inheritdoc />
    public double Si => Tesla;

    /// <inheritdoc />
    public static MagneticField FromSi(double value) => new(value);

    /// <summary>Reads text such as "1.5 mT".</summary>
    public static MagneticField Parse(string text) => Quantity.Parse<MagneticField>(text);

    /// <inheritdoc />
    public int CompareTo(MagneticField other) => Tesla.CompareTo(other.Tesla);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
