namespace NvScanner.Abstractions.Runs;

/// <summary>An entry of /entry/events.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="Level">Weight.</param>
/// <param name="Code">Stable short code, for example "photon-rate-low".</param>
/// <param name="Text">What happened, at most 240 bytes of UTF-8 in the file.</param>
public sealed record RunEvent(double TimeSeconds, EventLevel Level, string Code, string Text) : RunDocument(TimeSeconds);
