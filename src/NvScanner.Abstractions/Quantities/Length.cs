namespace NvScanner.Abstractions.Quantities;

/// <summary>A length in metres.</summary>
/// <param name="Metres">Metres</param>
public readonly record struct Length(double Metres) : IQuantity<Length>, IComparable<Length>
{
    /// <inheritdoc />
    public static string QuantityName => "length";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("m")];

    /// <inheritdoc />
    public double Si => Metres;

    /// <inheritdoc />
    public static Length FromSi(double value) => new(value);

    /// <summary>Reads text such as "50 nm".</summary>
    public static Length Parse(string text) => Quantity.Parse<Length>(text);

    /// <inheritdoc />
    public int CompareTo(Length other) => Metres.CompareTo(other.Metres);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
