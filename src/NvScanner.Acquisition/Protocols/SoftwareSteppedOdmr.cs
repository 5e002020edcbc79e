using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Protocols;

/// <summary>CW-ODMR with one command and one gate per point: works with any source and counter, at one round trip per point.</summary>
internal sealed class SoftwareSteppedOdmr(
    IMicrowaveSource microwave, IPhotonCounter counter, double[] frequenciesHz, TimeSpan dwell, OperationGuard guard, InstrumentDeadlines deadlines) : IMeasurementProtocol
{
    private readonly TimeSpan _gateDeadline = deadlines.Counting(dwell);

    public int Bins => frequenciesHz.Length;

    public TimeSpan CountingTime => Bins * dwell;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        await guard.Watch(microwave.Id, "set frequency", deadlines.Command).Run(microwave.SetFrequencyAsync(new Frequency(frequenciesHz[0]), cancellationToken));
        await guard.Watch(microwave.Id, "switch output on", deadlines.Command).Run(microwave.SetOutputAsync(true, cancellationToken));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SweepAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        for (var bin = 0; bin < frequenciesHz.Length; bin++)
        {
            await guard.Watch(microwave.Id, "set frequency", deadlines.Command).Run(microwave.SetFrequencyAsync(new Frequency(frequenciesHz[bin]), cancellationToken));
            var photons = await guard.Watch(counter.Id, "count", _gateDeadline).Run(counter.CountAsync(dwell, cancellationToken));
            counts.Span[bin] = photons;
        }
    }
}
