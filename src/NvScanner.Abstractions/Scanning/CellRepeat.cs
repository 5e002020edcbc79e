namespace NvScanner.Abstractions.Scanning;

/// <summary>Steps of a cell programme that are gone through several times; each time is a cycle.</summary>
/// <param name="Times">How many times.</param>
/// <param name="Steps">The steps.</param>
public sealed record CellRepeat(int Times, IReadOnlyList<CellStep> Steps) : CellProgramItem;
