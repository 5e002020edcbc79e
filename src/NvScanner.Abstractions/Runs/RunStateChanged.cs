namespace NvScanner.Abstractions.Runs;

/// <summary>The run changed its state.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
/// <param name="State">The new state.</param>
public sealed record RunStateChanged(double TimeSeconds, RunState State) : RunDocument(TimeSeconds);
