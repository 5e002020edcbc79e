using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Physics;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Writes down everything that is known when a run starts.</summary>
internal static class RunStartedFactory
{
    private static readonly TimeSpan PixelOverhead = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan VisitOverhead = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Preparation = TimeSpan.FromMinutes(15);

    public static RunStarted Create(RunContext run)
    {
        var (plan, profile) = (run.Plan, run.Rig.Profile);
        return new RunStarted
        {
            RunId = run.Settings.RunId ?? Guid.NewGuid(),
            StartTime = run.Settings.StartTime ?? run.Time.GetLocalNow(),
            Plan = plan,
            Profile = profile,
            Identities = run.Rig.Identities,
            NvAxis = Vector(run.Model.Axis.Axis),
            ResponseAxis = Vector(run.Model.ResponseAxis()),
            FrequenciesHz = run.FrequenciesHz,
            FitModel = run.Model.Fit.Name,
            ParallelFieldSystematicTesla = Enumerable.Repeat(run.Model.SystematicTesla(), plan.Scan.Frames).ToArray(),
            DeadTimeSeconds = run.Model.DeadTimeSeconds,
            HasTruth = run.Rig.Truth is not null,
            Seed = profile.Simulation?.Seed,
            IsVirtualTime = run.Time is ISimulatedTime,
            LongestDuration = LongestDuration(plan, run.Schedule),
            Versions = run.Settings.Versions,
        };
    }

    private static Vector3 Vector(Vector3d vector) => new(vector.X, vector.Y, vector.Z);

    /// <summary>An upper estimate of a pixel's time: all the photon time that it may take, with room for microwave steps and moves.</summary>
    public static TimeSpan LongestPixel(ScanPlan plan)
    {
        var sweep = plan.Protocol.Windows.Sum(window => window.Points) * plan.Protocol.Dwell;
        var counting = plan.Protocol.Repeats * sweep;
        if (plan.Protocol.Stop is { } rule && rule.MaxTime > counting)
            counting = rule.MaxTime;
        return 1.5 * counting + PixelOverhead;
    }

    /// <summary>An upper estimate, with room for reference visits.</summary>
    private static TimeSpan LongestDuration(ScanPlan plan, ScanSchedule schedule)
    {
        var pixel = LongestPixel(plan);
        var visits = plan.Reference switch
        {
            null => 0,
            { EveryLines: 0 } => 1,
            { } reference => schedule.LineCount / reference.EveryLines + 1,
        };
        return schedule.VisitCount * pixel + visits * ((plan.Reference?.Effort ?? 1) * pixel + VisitOverhead) + Preparation;
    }
}
