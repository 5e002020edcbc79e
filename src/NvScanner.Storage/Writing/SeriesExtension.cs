using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Gives full series a further part, through libhdf5 on a copy of the file: whatever happens meanwhile, the original stays as it is.</summary>
internal static class SeriesExtension
{
    /// <summary>Adds the next part of every series given; <paramref name="parts"/> are their places, in the same order. Returns null, or why the file stays as it was.</summary>
    public static string? Apply(string path, RunStarted run, IReadOnlyList<SeriesWriter> series, out IReadOnlyList<PlacedSeries> parts)
    {
        PlacedSeries[] placed = [];
        string? problem = FileRework.Apply(path, series.Sum(BytesOfNextPart), file =>
        {
            var creator = new DatasetCreator(file, run);
            placed = [.. series.Select(writer => creator.CreateSeries(writer.NextPart.Definition, writer.NextPart.Capacity))];
        });
        parts = problem is null ? placed : [];
        return problem;
    }

    private static long BytesOfNextPart(SeriesWriter writer)
    {
        var (definition, capacity) = writer.NextPart;
        return capacity * definition.Columns.Sum(column => (long)PlacedDataset.BytesOf(column, column.TextBytes));
    }
}
