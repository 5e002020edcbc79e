namespace NvScanner.Abstractions.Scanning;

/// <summary>Something that makes a plan impossible.</summary>
/// <param name="Field">Path of the key, for example "protocol.frequencies".</param>
/// <param name="Message">What is wrong, with the numbers, and what is allowed.</param>
public sealed record PlanProblem(string Field, string Message);
