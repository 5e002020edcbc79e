namespace NvScanner.Abstractions.Runs;

/// <summary>Something that happened in a run; file, catalog and console read the same records.</summary>
/// <param name="TimeSeconds">Seconds since the run's start.</param>
public abstract record RunDocument(double TimeSeconds);
