using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>The excitation laser.</summary>
public interface ILaser : IInstrument, ISafeable
{
    /// <summary>Powers that laser and profile allow; valid once connected.</summary>
    QuantityRange<OpticalPower> Limits { get; }

    /// <summary>Sets the power; returns when the output has it. Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken);

    /// <summary>Switches the emission; returns when it has been read back. Throws when the interlock is open.</summary>
    ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken);

    /// <summary>Reads emission, interlock and power; returns with the reading.</summary>
    ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken);
}
