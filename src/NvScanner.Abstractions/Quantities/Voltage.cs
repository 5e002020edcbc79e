namespace NvScanner.Abstractions.Quantities;

/// <summary>An electric potential difference in volts.</summary>
/// <param name="Volts">Volts</param>
public readonly record struct Voltage(double Volts) : IQuantity<Voltage>, IComparable<Voltage>
{
    /// <inheritdoc />
    public static string QuantityName => "voltage";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("V")];

    /// <inheritdoc />
    public double Si => Volts;

    /// <inheritdoc />
    public static Voltage FromSi(double value) => new(value);

    /// <summary>Reads text such as "4.2 V".</summary>
    public static Voltage Parse(string text) => Quantity.Parse<Voltage>(text);

    /// <inheritdoc />
    public int CompareTo(Voltage other) => Volts.CompareTo(other.Volts);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
