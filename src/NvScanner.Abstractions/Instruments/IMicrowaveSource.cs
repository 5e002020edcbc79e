using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A continuous-wave microwave source.</summary>
public interface IMicrowaveSource : IInstrument, ISafeable
{
    /// <summary>Ranges of source and profile together; valid once connected.</summary>
    MicrowaveLimits Limits { get; }

    /// <summary>Sets the frequency; returns when the output has settled on it. Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken);

    /// <summary>Sets the power at the connector; returns when the output has it.</summary>
    ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken);

    /// <summary>Switches the output; returns when it is on or off.</summary>
    ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken);
}
