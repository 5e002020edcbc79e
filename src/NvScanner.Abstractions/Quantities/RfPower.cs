namespace NvScanner.Abstractions.Quantities;

/// <summary>Microwave power in dBm at the source's connector.</summary>
/// <param name="Dbm">dBm</param>
public readonly record struct RfPower(double Dbm) : IQuantity<RfPower>, IComparable<RfPower>
{
    /// <inheritdoc />
    public static string QuantityName => "microwave power";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("dBm", TakesPrefix: false)];

    /// <inheritdoc />
    public double Si => Dbm;

    /// <inheritdoc />
    public static RfPower FromSi(double value) => new(value);

    /// <summary>Reads text such as "-12 dBm".</summary>
    public static RfPower Parse(string text) => Quantity.Parse<RfPower>(text);

    /// <inheritdoc />
    public int CompareTo(RfPower other) => Dbm.CompareTo(other.Dbm);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
