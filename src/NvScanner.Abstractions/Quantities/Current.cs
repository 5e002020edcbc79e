namespace NvScanner.Abstractions.Quantities;

/// <summary>An electric current in amperes; a positive cell current charges.</summary>
/// <param name="Amperes">Amperes</param>
public readonly record struct Current(double Amperes) : IQuantity<Current>, IComparable<Current>
{
    /// <inheritdoc />
    public static string QuantityName => "current";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("A")];

    /// <inheritdoc />
    public double Si => Amperes;

    /// <inheritdoc />
    public static Current FromSi(double value) => new(value);

    /// <summary>Reads text such as "100 uA".</summary>
    public static Current Parse(string text) => Quantity.Parse<Current>(text);

    /// <inheritdoc />
    public int CompareTo(Current other) => Amperes.CompareTo(other.Amperes);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
