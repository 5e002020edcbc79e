using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Reading;

public sealed partial class RunFile
{
    /// <summary>Length of the run in seconds; NaN until its end.</summary>
    public double DurationSeconds => _file.Read<double>(RunPaths.Duration)[0];

    /// <summary>When the run was paused, from its events.</summary>
    public IReadOnlyList<PauseInterval> ReadPauses()
    {
        var pauses = new List<PauseInterval>();
        foreach (var entry in ReadEvents())
        {
            if (entry.Code == "run-paused")
                pauses.Add(new PauseInterval(entry.TimeSeconds, double.NaN));
            else if (entry.Code == "run-resumed" && pauses.Count > 0)
                pauses[^1] = pauses[^1] with { EndSeconds = entry.TimeSeconds };
        }

        return pauses;
    }

    /// <summary>Photon-collecting seconds of the run, all reference visits included; NaN until its end.</summary>
    public double PhotonSeconds => _file.Read<double>(RunPaths.PhotonSeconds)[0];

    /// <summary>Seconds of the scan per pixel that are not photon collection; NaN until the end.</summary>
    public double OverheadSecondsPerPixel => _file.Read<double>(RunPaths.OverheadPerPixel)[0];

    /// <summary>
    /// Photon-collecting seconds from the first pixel to the last, reference visits in between included; NaN until the end of the run.
    /// The first visit comes before the first pixel, and all visits count photons equally long.
    /// </summary>
    public double ScanPhotonSeconds
    {
        get
        {
            var pixels = Enumerable.Range(0, Shape.Frames).Sum(frame => ReadRaw("duration", frame).Where(double.IsFinite).Sum());
            var visits = ReadReferenceVisits().Count;
            return visits == 0 ? PhotonSeconds : pixels + (PhotonSeconds - pixels) * (visits - 1) / visits;
        }
    }

    /// <summary>Seconds from the first pixel, tip down, to the last: photon collection and overhead; NaN until the end of the run.</summary>
    public double ScanSeconds => ScanPhotonSeconds + OverheadSecondsPerPixel * Tally().Acknowledged;

    /// <summary>Photon-collecting seconds over the seconds of the scan, as the run states it at its end; NaN until then and without a pixel.</summary>
    public double DutyCycle => ScanPhotonSeconds / ScanSeconds;
}
