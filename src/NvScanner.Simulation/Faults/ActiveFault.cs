namespace NvScanner.Simulation.Faults;

/// <summary>A fault that acts now.</summary>
/// <param name="Severity">How bad it is, NaN when there is nothing to choose.</param>
/// <param name="DueSeconds">When it began.</param>
/// <param name="EndSeconds">When it ends, infinite when it does not by itself.</param>
internal readonly record struct ActiveFault(double Severity, double DueSeconds, double EndSeconds);
