namespace NvScanner.Storage.Reading;

/// <summary>A time in which a run stood still, in seconds since its start.</summary>
/// <param name="BeginSeconds">Begin: the last pixel had ended.</param>
/// <param name="EndSeconds">End; NaN for a pause that lasts, or that ended with the run.</param>
public sealed record PauseInterval(double BeginSeconds, double EndSeconds);
