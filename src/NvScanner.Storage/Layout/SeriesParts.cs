using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>The parts of a series that a file has: [name], and [name]_2, [name]_3 ... where it became full during the run.</summary>
internal static class SeriesParts
{
    /// <summary>The parts in the order of their rows, each with the number of rows that are written; empty when the run has no such series.</summary>
    public static IReadOnlyList<(SeriesDefinition Part, int Used)> In(Hdf5File file, SeriesDefinition series)
    {
        var parts = new List<(SeriesDefinition, int)>();
        for (SeriesDefinition part = series; file.Exists(part.UsedPath); part = series.Part(parts.Count + 1))
            parts.Add((part, checked((int)file.Read<uint>(part.UsedPath)[0])));
        return parts;
    }
}
