namespace NvScanner.Physics.Spin;

/// <summary>One reason to reconsider a bias field.</summary>
/// <param name="Risk">What is wrong.</param>
/// <param name="Value">The number that says how wrong, in the unit that <see cref="OperatingPointRisk"/> names.</param>
/// <param name="Message">A sentence without full stop: the number, the physical cause and what follows.</param>
public sealed record OperatingPointWarning(OperatingPointRisk Risk, double Value, string Message);
