using System.Globalization;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition;

namespace NvScanner.Cli.Running;

/// <summary>Progress of a run in one line.</summary>
internal static class RunProgressText
{
    /// <summary>For example "running  1024/4096 pixels (25 %)  remaining 00:12:30  301 kcps  B = 1512.3 ± 5.9 uT".</summary>
    public static string Of(RunProgress progress)
    {
        var parts = new List<string>
        {
            RunTransitions.Word(progress.State),
            string.Create(CultureInfo.InvariantCulture, $"{progress.PixelsDone}/{progress.PixelsTotal} pixels ({100.0 * progress.PixelsDone / Math.Max(1, progress.PixelsTotal):F0} %)"),
        };
        if (progress.Remaining is { } remaining)
            parts.Add($"remaining {Duration(remaining)}");
        if (double.IsFinite(progress.PhotonRate))
            parts.Add(Quantity.Format(new PhotonRate(progress.PhotonRate), 3));
        if (double.IsFinite(progress.LatestFieldTesla))
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"B = {progress.LatestFieldTesla * 1e6:F1} ± {progress.LatestFieldErrorTesla * 1e6:F1} uT"));
        if (progress.DroppedViewFrames > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{progress.DroppedViewFrames} view frames dropped"));
        return string.Join("  ", parts);
    }

    /// <summary>Hours, minutes and seconds, with days where there are some.</summary>
    public static string Duration(TimeSpan duration) =>
        duration.ToString(duration.TotalDays >= 1 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
}
