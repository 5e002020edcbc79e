using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition;

/// <summary>A view of a run under way.</summary>
/// <param name="State">State.</param>
/// <param name="PixelsDone">Pixels measured, fitted and handed to the sinks.</param>
/// <param name="PixelsTotal">Pixels of the whole run.</param>
/// <param name="Acknowledged">Pixels that can no longer be lost, by the slowest durable sink.</param>
/// <param name="Elapsed">Time since the start on the run's clock.</param>
/// <param name="Remaining">Forecast of the remaining time on the run's clock, or null before the first pixel.</param>
/// <param name="PhotonRate">Photons per second off resonance at the latest pixel that could be fitted.</param>
/// <param name="LatestFieldTesla">B_parallel at that pixel in T, NaN before the first.</param>
/// <param name="LatestFieldErrorTesla">One standard deviation of its random part in T.</param>
/// <param name="DroppedViewFrames">Reports dropped because the viewer was slow.</param>
public readonly record struct RunProgress(
    RunState State,
    long PixelsDone,
    long PixelsTotal,
    long Acknowledged,
    TimeSpan Elapsed,
    TimeSpan? Remaining,
    double PhotonRate,
    double LatestFieldTesla,
    double LatestFieldErrorTesla,
    long DroppedViewFrames);
