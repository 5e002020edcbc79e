using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Reading;

public sealed partial class RunFile
{
    /// <summary>Length of the run in seconds; NaN until its end.</summary>
    public double DurationSeconds => _file.Read<double>(RunPaths.Duration)[0];

    /// <summary>When the run stood still, from its events: paused, or interrupted until it went on.</summary>
    public IReadOnlyList<PauseInterval> ReadPauses()
    {
        var pauses = new List<PauseInterval>();
        foreach (var entry in ReadEvents())
        {
            if (entry.Code is RunEventCodes.Resumed or RunEventCodes.Interrupted or RunEventCodes.Continued && pauses is [.., { EndSeconds: double.NaN }])
                pauses[^1] = pauses[^1] with { EndSeconds = entry.TimeSeconds };
            if (entry.Code is RunEventCodes.Paused or RunEventCodes.Interrupted)
                pauses.Add(new PauseInterval(entry.TimeSeconds, double.NaN));
        }

        return pauses;
    }

    /// <summary>The latest time of anything in the file, in seconds since the run's start; 0 when there is nothing.</summary>
    public double LatestSeconds => Enumerable.Range(0, Shape.Frames).SelectMany(frame => ReadRaw("time", frame).Zip(ReadRaw("duration", frame), (middle, photons) => middle + 0.5 * photons))
        .Concat(ReadEvents().Select(row => row.TimeSeconds))
        .Concat(ReadMonitors().Select(row => row.TimeSeconds))
        .Concat(ReadReferenceVisits().Select(row => row.TimeSeconds))
        .Concat(ReadCellLog().Select(row => row.TimeSeconds))
        .Append(DurationSeconds)
        .Where(double.IsFinite)
        .Append(0)
        .Max();

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
