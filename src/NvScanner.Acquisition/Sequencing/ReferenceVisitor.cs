using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Measures what the stray field is measured against: a spectrum with the tip retracted or at a stated position, or the bias as applied.</summary>
internal sealed class ReferenceVisitor(
    RunContext run, SpectrumMeasurement spectrum, SpectrumEvaluator evaluator, MeasurementKeys keys, StageControl stage, TipControl tip, PixelPipeline pipeline)
{
    private bool _visited;

    /// <summary>Photon-collecting seconds of all visits.</summary>
    public double PhotonSeconds { get; private set; }

    /// <summary>Makes the visit that belongs to a line, if any; returns when it has been recorded, the tip retracted above the line's first pixel.</summary>
    public async ValueTask VisitBeforeAsync(long line)
    {
        if (run.Plan.Reference is not { } plan || !IsDue(plan, line))
            return;
        _visited = true;
        var visit = plan.Mode == ReferenceMode.Model ? AppliedBias(line) : await MeasureAsync(plan, line);
        await pipeline.RecordAsync(visit);
        if (double.IsNaN(visit.ParallelFieldTesla))
        {
            await pipeline.RecordAsync(new RunEvent(visit.TimeSeconds, EventLevel.Warning, "reference-undetermined",
                $"the reference before line {line} could not be fitted: the stray field is not determined until the next one"));
        }
    }

    // a run that goes on in the middle begins with the visit that its first line would have had
    private bool IsDue(ReferencePlan plan, long line) =>
        !_visited || (plan.Mode != ReferenceMode.Model && plan.EveryLines > 0 && line % plan.EveryLines == 0);

    private static int NumberOf(ReferencePlan plan, long line) => plan.EveryLines > 0 ? (int)(line / plan.EveryLines) : 0;

    // the line before which an uninterrupted run makes the visit that this line belongs to
    private static long LineOf(ReferencePlan plan, long line) => (long)NumberOf(plan, line) * plan.EveryLines;

    private async ValueTask<ReferenceVisit> MeasureAsync(ReferencePlan plan, long line)
    {
        var key = new MeasurementKey(MeasurementKeys.ReferenceFrame, NumberOf(plan, line), 0);
        keys.Begin(key);
        await tip.RetractAsync(); // also on the way to a position: the tip never travels far while it is down
        if (plan.Mode == ReferenceMode.Position)
        {
            await stage.MoveToAsync(new Vector3(plan.X, plan.Y, 0));
            await tip.EnsureDownAsync();
        }
        else
        {
            await MoveAboveAsync(LineOf(plan, line));
        }

        var began = run.SecondsSinceStart();
        await spectrum.MeasureAsync(key, run.Operations);
        var middle = 0.5 * (began + run.SecondsSinceStart());
        PhotonSeconds += spectrum.PhotonSeconds;
        if (plan.Mode == ReferenceMode.Position)
            await tip.RetractAsync();
        if (plan.Mode == ReferenceMode.Position || line != LineOf(plan, line))
            await MoveAboveAsync(line);

        evaluator.Fit(spectrum.Counts, 1);
        var fit = evaluator.Read(0, (uint)spectrum.Sweeps);
        return new ReferenceVisit(middle, line, fit.ParallelFieldTesla, fit.ParallelFieldErrorTesla, fit.ZeroFieldSplittingHz, fit.Contrast, fit.PhotonRate);
    }

    private async ValueTask MoveAboveAsync(long line)
    {
        var first = run.Schedule.GetVisit(run.Schedule.GetLine(line), 0);
        await stage.MoveToAsync(run.Plan.Scan.PixelCentre(first.X, first.Y));
    }

    private ReferenceVisit AppliedBias(long line) =>
        new(run.SecondsSinceStart(), line, run.Model.BiasInNvFrame.Z, 0, double.NaN, double.NaN, double.NaN);
}
