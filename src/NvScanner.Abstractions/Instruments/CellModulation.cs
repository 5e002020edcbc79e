using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A sine on the cell's current.</summary>
/// <param name="Amplitude">Peak amplitude.</param>
/// <param name="Frequency">Frequency.</param>
public sealed record CellModulation(Current Amplitude, Frequency Frequency)
{
    /// <inheritdoc />
    public override string ToString() => $"{Amplitude} at {Frequency}";
}
