namespace NvScanner.Abstractions.Runs;

/// <summary>How a run ended.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="State">A final state.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="PhotonSeconds">Photon-collecting seconds of the run; of a run that goes on, since then.</param>
/// <param name="OverheadSecondsPerPixel">Everything but photon collection, per pixel of the same time.</param>
public sealed record RunFinished(double TimeSeconds, RunState State, string Reason, double PhotonSeconds, double OverheadSecondsPerPixel) : RunDocument(TimeSeconds);
