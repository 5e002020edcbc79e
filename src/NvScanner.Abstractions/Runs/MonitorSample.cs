namespace NvScanner.Abstractions.Runs;

/// <summary>A slow reading with its own time: cell, temperature, laser.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="Stream">Stream, for example "cell.voltage".</param>
/// <param name="Value">Value in SI.</param>
public sealed record MonitorSample(double TimeSeconds, string Stream, double Value) : RunDocument(TimeSeconds);
