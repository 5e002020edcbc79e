namespace NvScanner.Abstractions.Quantities;

/// <summary>An electric charge in coulombs; also the capacity of a cell.</summary>
/// <param name="Coulombs">Coulombs</param>
public readonly record struct Charge(double Coulombs) : IQuantity<Charge>, IComparable<Charge>
{
    /// <inheritdoc />
    public static string QuantityName => "charge";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("C"), new("Ah", 3600)];

    /// <inheritdoc />
    public double Si => Coulombs;

    /// <inheritdoc />
    public static Charge FromSi(double value) => new(value);

    /// <summary>Reads text such as "0.94 mAh".</summary>
    public static Charge Parse(string text) => Quantity.Parse<Charge>(text);

    /// <inheritdoc />
    public int CompareTo(Charge other) => Coulombs.CompareTo(other.Coulombs);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
