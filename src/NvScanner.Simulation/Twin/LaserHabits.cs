namespace NvScanner.Simulation.Twin;

/// <summary>How the laser's power changes by itself.</summary>
/// <param name="WarmUp">Relative excess of power just after switching on; negative when it starts below.</param>
/// <param name="WarmUpSeconds">Time after which 1/e of it is left.</param>
/// <param name="Drift">Relative standard deviation of the slow drift.</param>
/// <param name="DriftSeconds">Its correlation time.</param>
internal sealed record LaserHabits(double WarmUp, double WarmUpSeconds, double Drift, double DriftSeconds);
