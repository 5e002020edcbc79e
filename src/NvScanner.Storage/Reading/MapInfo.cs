namespace NvScanner.Storage.Reading;

/// <summary>A map of a run file.</summary>
/// <param name="Name">Name, for example "B_parallel".</param>
/// <param name="Units">Units, "1" for a pure number.</param>
/// <param name="LongName">Label for a colour bar.</param>
/// <param name="HasErrors">Whether "[name]_errors" holds its standard deviations.</param>
public sealed record MapInfo(string Name, string Units, string LongName, bool HasErrors);
