namespace NvScanner.Abstractions.Instruments;

/// <summary>What an instrument says of itself.</summary>
/// <param name="Maker">Manufacturer.</param>
/// <param name="Model">Model.</param>
/// <param name="Serial">Serial number, or empty.</param>
/// <param name="Firmware">Firmware version, or empty.</param>
public sealed record InstrumentIdentity(string Maker, string Model, string Serial, string Firmware)
{
    /// <inheritdoc />
    public override string ToString() => $"{Maker} {Model} (serial {Serial}, firmware {Firmware})";
}
