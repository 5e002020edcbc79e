using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Protocols;

/// <summary>CW-ODMR as a list in the source, stepped by the counter's triggers: list loaded and counter armed once per run, list rewound and bins read as one block per sweep.</summary>
internal sealed class HardwareTimedOdmr(
    IMicrowaveSource microwave, IFrequencySweeper sweeper, IPhotonCounter counter, ITriggeredCounter bins, double[] frequenciesHz, TimeSpan dwell,
    OperationGuard guard, InstrumentDeadlines deadlines) : IMeasurementProtocol
{
    private readonly TimeSpan _readDeadline = deadlines.Counting(frequenciesHz.Length * (dwell + sweeper.StepSettling));

    public int Bins => frequenciesHz.Length;

    public TimeSpan CountingTime => Bins * dwell;

    public async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        await guard.Watch(microwave.Id, "load frequency list", deadlines.Counting(Bins * sweeper.StepSettling)).Run(sweeper.LoadListAsync(frequenciesHz, cancellationToken));
        await guard.Watch(counter.Id, "arm", deadlines.Command).Run(bins.ArmAsync(Bins, dwell, sweeper.StepSettling, cancellationToken));
        await guard.Watch(microwave.Id, "switch output on", deadlines.Command).Run(microwave.SetOutputAsync(true, cancellationToken));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SweepAsync(Memory<uint> counts, CancellationToken cancellationToken)
    {
        await guard.Watch(microwave.Id, "rewind frequency list", deadlines.Command).Run(sweeper.ArmAsync(cancellationToken));
        await guard.Watch(counter.Id, "read bins", _readDeadline).Run(bins.ReadBinsAsync(counts, cancellationToken));
    }
}
