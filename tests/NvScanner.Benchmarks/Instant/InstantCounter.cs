using NvScanner.Abstractions.Instruments;

namespace NvScanner.Benchmarks.Instant;

/// <summary>Plays prepared spectra, one after the other.</summary>
internal sealed class InstantCounter(uint[] spectra, int bins) : InstantInstrument(InstrumentRoles.Counter), IPhotonCounter, ITriggeredCounter
{
    private int _next;

    public int MaximumBins => 1 << 20;

    public ValueTask<uint> CountAsync(TimeSpan gate, CancellationToken cancellationToken)
    {
        var count = spectra[_next];
        _next = (_next + 1) % spectra.Length;
        return new(count);
    }

    public ValueTask ArmAsync(int bins, TimeSpan dwell, TimeSpan settling, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ReadBinsAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        var start = _next - _next % bins;
        spectra.AsSpan(start, counts.Length).CopyTo(counts.Span);
        _next = (start + bins) % spectra.Length;
        return ValueTask.CompletedTask;
    }
}
