using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A potentiostat or current source that adds a sine to its constant output.</summary>
public interface IAcModulator
{
    /// <summary>Frequencies that the device can add; valid once connected.</summary>
    QuantityRange<Frequency> ModulationFrequencies { get; }

    /// <summary>Adds amplitude * cos(2 pi f t) to the present current; returns when the modulation runs. Zero amplitude ends it.</summary>
    ValueTask SetModulationAsync(Current amplitude, Frequency frequency, CancellationToken cancellationToken);
}
