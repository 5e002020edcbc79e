namespace NvScanner.Abstractions.Instruments;

/// <summary>One reading of the cell.</summary>
/// <param name="TimeSeconds">Seconds on the clock of the run (TimeProvider timestamp of the reading).</param>
/// <param name="PotentialVolts">phi(positive) - phi(negative) in V.</param>
/// <param name="CurrentAmperes">Current in A, positive charges.</param>
public readonly record struct CellSample(double TimeSeconds, double PotentialVolts, double CurrentAmperes);
