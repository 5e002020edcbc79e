using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>Ranges of a microwave source.</summary>
/// <param name="Frequency">Frequencies it can emit.</param>
/// <param name="Power">Powers at its connector.</param>
public sealed record MicrowaveLimits(QuantityRange<Frequency> Frequency, QuantityRange<RfPower> Power);
