using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Acquisition.Cell;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Protocols;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>The work of the run's actor: prepare the rig, begin, walk the schedule, with a cell programme beside it.</summary>
internal sealed class Scan
{
    private readonly RunContext _run;
    private readonly PixelPipeline _pipeline;
    private readonly Func<RunCommand, ValueTask> _enter;
    private readonly RigPreparation _preparation;
    private readonly ScanSequencer _sequencer;
    private readonly CellProgramRunner? _cell;
    private readonly RigMonitor _monitor;
    private readonly Inspection _inspection;

    /// <param name="run">The run.</param>
    /// <param name="pipeline">Takes documents.</param>
    /// <param name="feed">Takes pixels.</param>
    /// <param name="cellFeed">Takes the documents of the cell's actor.</param>
    /// <param name="pause">The operator's wish to pause.</param>
    /// <param name="enter">Takes the run through a command to its next state: Begin when the rig is prepared, Pause and Resume.</param>
    public Scan(RunContext run, PixelPipeline pipeline, PageFeed feed, DocumentFeed cellFeed, PauseSwitch pause, Func<RunCommand, ValueTask> enter)
    {
        (_run, _pipeline, _enter) = (run, pipeline, enter);
        var plan = run.Plan.Protocol;
        var protocol = CwOdmrProtocol.Create(plan, run.Rig, run.FrequenciesHz, run.Guard, run.Settings.Deadlines);
        var evaluator = new SpectrumEvaluator(run.Model, run.FrequenciesHz, capacity: 1);
        var stop = plan.Stop is { } rule ? new StopCriterion(rule, evaluator, protocol.CountingTime, plan.Repeats) : null;
        var limit = run.Plan.Limits.PhotonRate is { } range ? new PhotonRateLimit(range, protocol.CountingTime) : null;
        var keys = new MeasurementKeys(run.Rig);
        var (stage, tip) = (new StageControl(run), new TipControl(run));
        var spectrum = new SpectrumMeasurement(protocol, plan.Repeats, stop, limit, keys);
        var effort = run.Plan.Reference?.Effort ?? 1;
        var longer = plan.Stop is { } pixelRule ? StopCriterion.Longer(pixelRule, effort) : null;
        var longerStop = longer is null ? null : new StopCriterion(longer, evaluator, protocol.CountingTime, plan.Repeats);
        var reference = new SpectrumMeasurement(protocol, longer is null ? effort * plan.Repeats : plan.Repeats, longerStop, limit, keys);
        _inspection = new Inspection(run, run.Guards, run.Operations);
        var references = new ReferenceVisitor(run, reference, evaluator, keys, stage, tip, _inspection, pipeline);
        _monitor = new RigMonitor(run, pipeline);
        var cellHistory = run.Plan.Cell is { } cell ? new CellHistory(ReadingsOfLongestPixel(run.Plan, cell)) : null;
        _cell = cellHistory is null ? null : new CellProgramRunner(run, run.Plan.Cell!, cellHistory, cellFeed);
        var emitters = new Emitters(run, protocol);
        _preparation = new RigPreparation(run, emitters, stage, tip, _monitor, _inspection);
        _sequencer = new ScanSequencer(run, spectrum, references, _monitor, _inspection, keys, stage, tip, cellHistory, feed,
            new RunPause(run, pause, emitters, _preparation, tip, _monitor, _inspection, feed, pipeline, enter));
    }

    /// <summary>Photon-collecting seconds of pixels and reference visits.</summary>
    public double PhotonSeconds => _sequencer.PhotonSeconds;

    /// <summary>Those of them within <see cref="ScanSeconds"/>.</summary>
    public double ScanPhotonSeconds => _sequencer.ScanPhotonSeconds;

    /// <summary>Seconds from the first pixel's begin to the latest pixel's end, pauses left out.</summary>
    public double ScanSeconds => _sequencer.ScanSeconds;

    /// <summary>Runs on the run's clock as an actor; returns when the last page is on its way.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (_run.Settings.FirstVisit == _run.Schedule.VisitCount)
            {
                await _enter(RunCommand.Begin); // killed between its last pixel and its end
                return;
            }

            await _preparation.PrepareAsync();
            await _enter(RunCommand.Begin);
            await (_cell is null ? _sequencer.RunAsync() : ScanBesideAsync(_cell));
        }
        finally
        {
            _run.Guards.Disarm();
            _pipeline.EndAcquisition();
        }
    }

    /// <summary>Records what has happened inside a simulated cell since the last look; to be called when the scan has ended. Returns when all is on its way.</summary>
    public ValueTask RecordCellEventsAsync() => _monitor.RecordCellEventsAsync();

    /// <summary>A last look after a run that has ended between two of them; returns why nobody vouches, or null. A run that a look has ended gets no second opinion.</summary>
    public async Task<string?> VouchAtEndAsync(OperationGuards guards)
    {
        if (_inspection.HasFailed)
            return "an instrument was not as it was set";
        try
        {
            await _inspection.ForTheEnd(guards).LookAsync(emitting: false);
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }

    // Both begin in one turn of this actor, which lets time step while they run; each holds it on its own. What one of them throws ends the other at once.
    private async Task ScanBesideAsync(CellProgramRunner cell)
    {
        using var scanEnded = new CancellationTokenSource();
        var driving = RunActorAsync("cell programme", () => cell.RunAsync(scanEnded.Token));
        var scanning = RunActorAsync("sequencer", async () =>
        {
            await _sequencer.RunAsync();
            scanEnded.Cancel(); // here and now: on the virtual clock the cell must hear it before time steps
        });
        try
        {
            await scanning;
        }
        finally
        {
            await driving;
        }
    }

    private Task RunActorAsync(string name, Func<Task> body) => _run.Time.RunActorAsync(name, async () =>
    {
        try
        {
            await body();
        }
        catch (Exception failure)
        {
            _run.Ending.EndBy(failure);
            throw;
        }
    });

    // pixels are stamped when they end, at their middle
    private static int ReadingsOfLongestPixel(ScanPlan plan, CellPlan cell) =>
        (int)Math.Clamp(RunStartedFactory.LongestPixel(plan) / cell.Sampling, 64, 1 << 16);
}
