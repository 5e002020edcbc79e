using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition;

/// <summary>How a run ended, with its figures.</summary>
/// <param name="State">A final state.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Pixels">Pixels measured, fitted and taken over by the durable sinks.</param>
/// <param name="Converged">Those among them whose fit converged.</param>
/// <param name="Acknowledged">Pixels that can no longer be lost, by the slowest durable sink.</param>
/// <param name="VirtualSeconds">Seconds on the run's clock from the start to the safe state.</param>
/// <param name="WallSeconds">Seconds on the store clock from the start to the last sink's completion.</param>
/// <param name="PhotonSeconds">Photon-collecting seconds of pixels and reference visits.</param>
/// <param name="DutyCycle">Photon-collecting seconds over the seconds of the scan (from the first pixel, tip down, to the last; reference visits in between included), on the run's clock; NaN before the first pixel.</param>
/// <param name="OverheadSecondsPerPixel">Everything else of the scan's seconds, per pixel; NaN before the first pixel.</param>
/// <param name="DroppedViewFrames">Reports of progress dropped because the viewer was slow.</param>
public sealed record RunOutcome(
    RunState State,
    string Reason,
    long Pixels,
    long Converged,
    long Acknowledged,
    double VirtualSeconds,
    double WallSeconds,
    double PhotonSeconds,
    double DutyCycle,
    double OverheadSecondsPerPixel,
    long DroppedViewFrames)
{
    /// <summary>What ended the run, when something went wrong.</summary>
    public Exception? Error { get; init; }

    /// <summary>Why the plan was refused before anything was touched; empty otherwise.</summary>
    public IReadOnlyList<PlanProblem> Problems { get; init; } = [];

    /// <summary>Instruments that could not be brought into their safe state, with what they said; empty when the rig is safe.</summary>
    public IReadOnlyList<string> Unsafe { get; init; } = [];

    /// <summary>Pixels that used up the stop rule's max-time without reaching its sigma-b; zero without a stop rule.</summary>
    public long PixelsAboveSigma { get; init; }

    /// <summary>Seconds on the run's clock that the run was paused; not part of duty cycle and overhead.</summary>
    public double PausedSeconds { get; init; }

    /// <summary>Failures of best-effort sinks, which never end a run.</summary>
    public long DroppedSinkCalls { get; init; }
}
