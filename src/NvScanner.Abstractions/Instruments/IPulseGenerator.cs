namespace NvScanner.Abstractions.Instruments;

/// <summary>Plays pulse sequences on the laser, microwave and gate lines: the master clock of pulsed protocols.</summary>
public interface IPulseGenerator : IInstrument, ISafeable
{
    /// <summary>Channel names that sequences may use; valid once connected.</summary>
    IReadOnlyCollection<string> Channels { get; }

    /// <summary>Loads a sequence; returns when the device holds it. Throws <see cref="InstrumentLimitException"/> before any change when it does not fit.</summary>
    ValueTask LoadAsync(PulseSequence sequence, CancellationToken cancellationToken);

    /// <summary>Plays the loaded sequence so often; returns when the last repetition has ended.</summary>
    ValueTask PlayAsync(long repetitions, CancellationToken cancellationToken);

    /// <summary>Ends playing in a planned way; returns when every channel is low.</summary>
    ValueTask StopAsync(CancellationToken cancellationToken);
}
