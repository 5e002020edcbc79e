namespace NvScanner.Abstractions.Quantities;

/// <summary>Optical power in watts at the plane that the laser's profile names.</summary>
/// <param name="Watts">Watts</param>
public readonly record struct OpticalPower(double Watts) : IQuantity<OpticalPower>, IComparable<OpticalPower>
{
    /// <inheritdoc />
    public static string QuantityName => "optical power";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("W")];

    /// <inheritdoc />
    public double Si => Watts;

    /// <inheritdoc />
    public static OpticalPower FromSi(double value) => new(value);

    /// <summary>Reads text such as "150 uW".</summary>
    public static OpticalPower Parse(string text) => Quantity.Parse<OpticalPower>(text);

    /// <inheritdoc />
    public int CompareTo(OpticalPower other) => Watts.CompareTo(other.Watts);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
