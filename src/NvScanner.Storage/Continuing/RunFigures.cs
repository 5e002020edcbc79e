using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.Reading;

namespace NvScanner.Storage.Continuing;

/// <summary>Photon-collecting seconds and overhead of the part of a run that was there before it went on.</summary>
/// <param name="Pixels">Pixels of that part.</param>
/// <param name="PhotonSeconds">Photon-collecting seconds.</param>
/// <param name="OverheadSeconds">Everything else.</param>
internal sealed record RunFigures(long Pixels, double PhotonSeconds, double OverheadSeconds)
{
    /// <summary>
    /// The figures that the file gives, or, of a run that was killed, those of its pixels' times. Reference visits of a killed run count as many sweeps as the plan makes at
    /// least, which is what they have taken unless there is a stop rule.
    /// </summary>
    public static RunFigures Of(RunFile file, ScanPlan plan, StoredRun stored)
    {
        if (stored.Visits == 0)
            return new RunFigures(0, 0, 0);
        if (double.IsFinite(file.PhotonSeconds) && double.IsFinite(file.OverheadSecondsPerPixel))
            return new RunFigures(stored.Visits, file.PhotonSeconds, file.OverheadSecondsPerPixel * stored.Visits);

        double[] durations = [.. Frames(file, "duration")], middles = [.. Frames(file, "time")];
        (double first, double last, double pixels) = (double.PositiveInfinity, double.NegativeInfinity, 0);
        for (int i = 0; i < durations.Length; i++)
        {
            if (double.IsNaN(middles[i]))
                continue;
            pixels += durations[i];
            first = Math.Min(first, middles[i] - durations[i] / 2);
            last = Math.Max(last, middles[i] + durations[i] / 2);
        }

        double visit = (plan.Reference?.Effort ?? 0) * plan.Protocol.Repeats * plan.Protocol.Windows.Sum(window => window.Points) * plan.Protocol.Dwell.TotalSeconds;
        int visits = plan.Reference?.Mode == ReferenceMode.Model ? 0 : file.ReadReferenceVisits().Count;
        double pauses = file.ReadPauses().Where(pause => double.IsFinite(pause.EndSeconds)).Sum(pause => pause.EndSeconds - pause.BeginSeconds);
        // the first visit comes before the first pixel
        double overhead = last - first - pauses - pixels - Math.Max(0, visits - 1) * visit;
        return new RunFigures(stored.Visits, pixels + visits * visit, Math.Max(0, overhead));
    }

    /// <summary>The figures of the whole run at its end.</summary>
    public RunFinished Add(RunFinished since, long pixelsSince)
    {
        double overheadSince = pixelsSince == 0 ? 0 : since.OverheadSecondsPerPixel * pixelsSince;
        return since with
        {
            PhotonSeconds = PhotonSeconds + since.PhotonSeconds,
            OverheadSecondsPerPixel = (OverheadSeconds + overheadSince) / (Pixels + pixelsSince),
        };
    }

    private static IEnumerable<double> Frames(RunFile file, string name) => Enumerable.Range(0, file.Shape.Frames).SelectMany(frame => file.ReadRaw(name, frame));
}
