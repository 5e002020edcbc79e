using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>What all parts of one run share; nothing in it changes once the run has started.</summary>
internal sealed class RunContext(RunRequest request, TimeProvider time, FieldModel model, double[] frequenciesHz, OperationGuard guard, OperationGuard cellGuard, RunEnding ending)
{
    private readonly long _start = time.GetTimestamp();
    private readonly double _before = request.Settings.SecondsBefore;

    public ScanPlan Plan => request.Plan;

    public Rig Rig => request.Rig;

    public RunSettings Settings => request.Settings;

    /// <summary>The clock of the scan.</summary>
    public TimeProvider Time => time;

    /// <summary>The clock of stores and viewers.</summary>
    public TimeProvider StoreClock { get; } = request.Settings.StoreClock ?? time;

    public FieldModel Model => model;

    public double[] FrequenciesHz => frequenciesHz;

    /// <summary>The sequencer's.</summary>
    public OperationGuard Guard => guard;

    /// <summary>The cell programme's: a guard watches one operation at a time, and the cell is driven beside the scan.</summary>
    public OperationGuard CellGuard => cellGuard;

    public RunEnding Ending => ending;

    /// <summary>The token of every operation that drives the run.</summary>
    public CancellationToken Operations { get; } = ending.Operations;

    public ScanSchedule Schedule { get; } = new(request.Plan.Scan);

    /// <summary>Seconds since the run's start on the run's clock.</summary>
    public double SecondsSinceStart() => _before + time.SecondsBetween(_start, time.GetTimestamp());

    /// <summary>Seconds since the run's start of a time that an instrument read from the run's clock.</summary>
    public double SecondsSinceStart(double clockSeconds) => _before + (clockSeconds - _start / (double)time.TimestampFrequency);
}
