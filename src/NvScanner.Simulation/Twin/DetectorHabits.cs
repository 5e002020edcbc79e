namespace NvScanner.Simulation.Twin;

/// <summary>What a photon detector does to the light, beside counting it.</summary>
/// <param name="DeadTimeSeconds">Time after a count in which it is blind.</param>
/// <param name="Afterpulsing">Probability that a count is followed by a false one.</param>
/// <param name="OverloadRate">Counts per second above which the counter reports an overload instead of a number.</param>
internal readonly record struct DetectorHabits(double DeadTimeSeconds, double Afterpulsing, double OverloadRate);
