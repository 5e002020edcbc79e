namespace NvScanner.Abstractions.Instruments;

/// <summary>Counts photons in one gate opened by software.</summary>
public interface IPhotonCounter : IInstrument
{
    /// <summary>Counts for the given time; returns the counts when the gate has closed. Overflow throws <see cref="InstrumentReplyException"/>.</summary>
    ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken);
}
