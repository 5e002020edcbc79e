using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A current source for test conductors; conventional current flows along the conductor's stated direction when positive.</summary>
public interface ICurrentSource : IInstrument, ISafeable
{
    /// <summary>Currents that source and profile allow; valid once connected.</summary>
    QuantityRange<Current> Limits { get; }

    /// <summary>Sets the current; returns when it flows (or will, once the output is on). Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetCurrentAsync(Current current, CancellationToken cancellationToken);

    /// <summary>Switches the output; returns when it is on or off.</summary>
    ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken);
}
