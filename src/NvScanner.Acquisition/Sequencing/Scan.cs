using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Protocols;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>The work of the sequencer's actor: prepare the rig, begin, walk the schedule.</summary>
internal sealed class Scan
{
    private readonly OperationGuard _guard;
    private readonly PixelPipeline _pipeline;
    private readonly Func<RunCommand, ValueTask> _enter;
    private readonly RigPreparation _preparation;
    private readonly ScanSequencer _sequencer;

    /// <param name="run">The run.</param>
    /// <param name="pipeline">Takes documents.</param>
    /// <param name="feed">Takes pixels.</param>
    /// <param name="pause">The operator's wish to pause.</param>
    /// <param name="enter">Takes the run through a command to its next state: Begin when the rig is prepared, Pause and Resume.</param>
    public Scan(RunContext run, PixelPipeline pipeline, PageFeed feed, PauseSwitch pause, Func<RunCommand, ValueTask> enter)
    {
        (_guard, _pipeline, _enter) = (run.Guard, pipeline, enter);
        var plan = run.Plan.Protocol;
        var protocol = CwOdmrProtocol.Create(plan, run.Rig, run.FrequenciesHz, run.Guard, run.Settings.Deadlines);
        var evaluator = new SpectrumEvaluator(run.Model, run.FrequenciesHz, capacity: 1);
        var stop = plan.Stop is { } rule ? new StopCriterion(rule, evaluator, protocol.CountingTime, plan.Repeats) : null;
        var limit = run.Plan.Limits.PhotonRate is { } range ? new PhotonRateLimit(range, protocol.CountingTime) : null;
        var keys = new MeasurementKeys(run.Rig);
        var (stage, tip) = (new StageControl(run), new TipControl(run));
        var spectrum = new SpectrumMeasurement(protocol, plan.Repeats, stop, limit, keys, feed);
        var effort = run.Plan.Reference?.Effort ?? 1;
        var longer = plan.Stop is { } pixelRule ? StopCriterion.Longer(pixelRule, effort) : null;
        var longerStop = longer is null ? null : new StopCriterion(longer, evaluator, protocol.CountingTime, plan.Repeats);
        var reference = new SpectrumMeasurement(protocol, longer is null ? effort * plan.Repeats : plan.Repeats, longerStop, limit, keys, feed);
        var references = new ReferenceVisitor(run, reference, evaluator, keys, stage, tip, pipeline);
        var monitor = new RigMonitor(run, pipeline);
        var emitters = new Emitters(run, protocol);
        _preparation = new RigPreparation(run, emitters, stage, tip, monitor);
        _sequencer = new ScanSequencer(run, spectrum, references, monitor, keys, stage, tip, feed,
            new RunPause(run, pause, emitters, tip, monitor, feed, pipeline, enter));
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
            await _preparation.PrepareAsync();
            await _enter(RunCommand.Begin);
            await _sequencer.RunAsync();
        }
        finally
        {
            _guard.Disarm();
            _pipeline.EndAcquisition();
        }
    }
}
