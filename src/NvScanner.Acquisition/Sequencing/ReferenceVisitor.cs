using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Measures what the stray field is measured against: a spectrum with the tip retracted or at a stated position, or the bias as applied.</summary>
internal sealed class ReferenceVisitor(
    RunContext run, SpectrumMeasurement spectrum, SpectrumEvaluator evaluator, MeasurementKeys keys, StageControl stage, TipControl tip, Inspection inspection, PixelPipeline pipeline)
{
    private bool _visited;

    /// <summary>Photon-collecting seconds of all visits.</summary>
    public double PhotonSeconds { get; private set; }

    /// <summary>A visit is due again: what was measured drifts while a run is paused.</summary>
    public void Forget() => _visited &= run.Plan.Reference?.Mode == ReferenceMode.Model;

    /// <summary>Makes the visit that belongs to a line, if any is due; returns when it has been recorded, the tip retracted above the pixel that comes next.</summary>
    public async ValueTask VisitBeforeAsync(long line, PixelVisit next)
    {
        if (run.Plan.Reference is not { } plan || !IsDue(plan, line))
            return;
        _visited = true;
        var visit = plan.Mode == ReferenceMode.Model ? AppliedBias(line) : await MeasureAsync(plan, line, next, MeasurementKeys.ReferenceFrame);
        // the stray field of every pixel up to the next visit hangs on this one: a spoiled sweep must not lose them all
        if (double.IsNaN(visit.ParallelFieldTesla) && plan.Mode != ReferenceMode.Model)
            visit = await MeasureAsync(plan, line, next, MeasurementKeys.RepeatedReferenceFrame);
        await inspection.LookAsync(); // every pixel up to the next visit is measured against it
        await pipeline.RecordAsync(visit);
        if (double.IsNaN(visit.ParallelFieldTesla))
        {
            await pipeline.RecordAsync(new RunEvent(visit.TimeSeconds, EventLevel.Warning, "reference-undetermined",
                $"the reference before line {line} could not be fitted, twice: the stray field is not determined until the next one"));
        }
    }

    // a run that goes on in the middle begins with the visit that its first line would have had
    private bool IsDue(ReferencePlan plan, long line) =>
        !_visited || (plan.Mode != ReferenceMode.Model && plan.EveryLines > 0 && line % plan.EveryLines == 0);

    private static int NumberOf(ReferencePlan plan, long line) => plan.EveryLines > 0 ? (int)(line / plan.EveryLines) : 0;

    // the line before which an uninterrupted run makes the visit that this line belongs to
    private static long LineOf(ReferencePlan plan, long line) => (long)NumberOf(plan, line) * plan.EveryLines;

    private async ValueTask<ReferenceVisit> MeasureAsync(ReferencePlan plan, long line, PixelVisit next, int frame)
    {
        var key = new MeasurementKey(frame, NumberOf(plan, line), 0);
        keys.Begin(key);
        var above = run.Schedule.GetVisit(run.Schedule.GetLine(LineOf(plan, line)), 0);
        await tip.RetractAsync(); // also on the way to a position: the tip never travels far while it is down
        if (plan.Mode == ReferenceMode.Position)
        {
            await stage.MoveToAsync(new Vector3(plan.X, plan.Y, 0));
            await tip.EnsureDownAsync();
        }
        else
        {
            await MoveAboveAsync(above);
        }

        var began = run.SecondsSinceStart();
        await spectrum.MeasureAsync(key, run.Operations);
        var middle = 0.5 * (began + run.SecondsSinceStart());
        PhotonSeconds += spectrum.PhotonSeconds;
        if (plan.Mode == ReferenceMode.Position)
            await tip.RetractAsync();
        if (plan.Mode == ReferenceMode.Position || next.Visit != above.Visit)
            await MoveAboveAsync(next);

        evaluator.Fit(spectrum.Counts, 1);
        var fit = spectrum.IsOverRange ? PixelFit.Undetermined(PixelReason.Saturated) : evaluator.Read(0, (uint)spectrum.Sweeps);
        return new ReferenceVisit(middle, line, fit.ParallelFieldTesla, fit.ParallelFieldErrorTesla, fit.ZeroFieldSplittingHz, fit.Contrast, fit.PhotonRate);
    }

    private async ValueTask MoveAboveAsync(PixelVisit visit) => await stage.MoveToAsync(run.Plan.Scan.PixelCentre(visit.X, visit.Y));

    private ReferenceVisit AppliedBias(long line) =>
        new(run.SecondsSinceStart(), line, run.Model.BiasInNvFrame.Z, 0, double.NaN, double.NaN, double.NaN);
}
