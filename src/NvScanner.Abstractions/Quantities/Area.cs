namespace NvScanner.Abstractions.Quantities;

/// <summary>An area in square metres.</summary>
/// <param name="SquareMetres">Square metres</param>
public readonly record struct Area(double SquareMetres) : IQuantity<Area>, IComparable<Area>
{
    /// <inheritdoc />
    public static string QuantityName => "area";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("m2", 1, 0, false), new("cm2", 1e-4, 0, false), new("mm2", 1e-6, 0, false), new("um2", 1e-12, 0, false)];

    /// <inheritdoc />
    public double Si => SquareMetres;

    /// <inheritdoc />
    public static Area FromSi(double value) => new(value);

    /// <summary>Reads text such as "1 cm2".</summary>
    public static Area Parse(string text) => Quantity.Parse<Area>(text);

    /// <inheritdoc />
    public int CompareTo(Area other) => SquareMetres.CompareTo(other.SquareMetres);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
