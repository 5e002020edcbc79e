using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>What stands between the source and the NV.</summary>
public sealed record MicrowaveChain
{
    /// <summary>Band of amplifier, antenna and bias tee; null when only the source limits.</summary>
    public QuantityRange<Frequency>? AmplifierBand { get; init; }

    /// <summary>Largest power at the amplifier's input; null when only the source limits.</summary>
    public RfPower? MaximumInput { get; init; }

    /// <summary>Rabi frequency per square root of source power, in Hz at 0 dBm; the antenna's calibration.</summary>
    public Frequency RabiAtZeroDbm { get; init; } = new(2.8e6);
}
