using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>Limits of a run; leaving one ends it in the safe state.</summary>
public sealed record LimitsPlan
{
    /// <summary>Cell compliance, or null without a cell.</summary>
    public CellLimits? Cell { get; init; }

    /// <summary>Allowed temperature of the cell, or null when none is set.</summary>
    public QuantityRange<Temperature>? CellTemperature { get; init; }

    /// <summary>Photon rate off resonance that is believed: below, the tip is lost; above, the counter or the sample is in danger.</summary>
    public QuantityRange<PhotonRate>? PhotonRate { get; init; }
}
