using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>Rows that come one at a time: a group with one dataset per column, room for a number of rows, and "[name]_used" beside it.</summary>
/// <param name="Name">Name; the group is /entry/[name].</param>
/// <param name="Group">The group.</param>
/// <param name="Columns">Columns.</param>
internal sealed record SeriesDefinition(string Name, GroupDefinition Group, IReadOnlyList<DatasetDefinition> Columns)
{
    /// <summary>Whether a document belongs to this series.</summary>
    public required Func<RunDocument, bool> Takes { get; init; }

    /// <summary>Rows that a run has room for before the series goes on in a second part.</summary>
    public required Func<RunStarted, int> Capacity { get; init; }

    /// <summary>Path of the count of rows that are written.</summary>
    public string UsedPath => UsedPathOf(1);

    /// <summary>Path of the count of rows that were lost because no second part could be made.</summary>
    public string LostPath => $"/entry/{Name}_lost";

    /// <summary>Path of the group of a part; part 1 has the plain name, part 2 is "[name]_2".</summary>
    public string GroupPathOf(int part) => part == 1 ? $"/entry/{Name}" : $"/entry/{Name}_{part}";

    /// <summary>Path of a column of a part.</summary>
    public string ColumnPathOf(DatasetDefinition column, int part) => $"{GroupPathOf(part)}/{column.Name}";

    /// <summary>Path of the count of rows of a part.</summary>
    public string UsedPathOf(int part) => $"{GroupPathOf(part)}_used";

    /// <summary>The counters of a part, as datasets.</summary>
    public IEnumerable<DatasetDefinition> CountersOf(int part)
    {
        yield return new DatasetDefinition(UsedPathOf(part), Hdf5Type.UInt32, "1", $"rows of {Name} that are written");
        if (part == 1)
            yield return new DatasetDefinition(LostPath, Hdf5Type.UInt32, "1", $"rows of {Name} that found no room");
    }
}
