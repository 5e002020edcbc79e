namespace NvScanner.Abstractions.Quantities;

/// <summary>A photon count rate in counts per second.</summary>
/// <param name="CountsPerSecond">Counts per second</param>
public readonly record struct PhotonRate(double CountsPerSecond) : IQuantity<PhotonRate>, IComparable<PhotonRate>
{
    /// <inheritdoc />
    public static string QuantityName => "photon rate";

    /// <inheritdoc />
    public static IReadOnlyList<UnitSymbol> Units { get; } = [new("cps")];

    /// <inheritdoc />
    public double Si => CountsPerSecond;

    /// <inheritdoc />
    public static PhotonRate FromSi(double value) => new(value);

    /// <summary>Reads text such as "300 kcps".</summary>
    public static PhotonRate Parse(string text) => Quantity.Parse<PhotonRate>(text);

    /// <inheritdoc />
    public int CompareTo(PhotonRate other) => CountsPerSecond.CompareTo(other.CountsPerSecond);

    /// <inheritdoc />
    public override string ToString() => Quantity.Format(this);
}
