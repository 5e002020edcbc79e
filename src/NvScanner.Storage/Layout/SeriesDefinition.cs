using System.Globalization;
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

    /// <summary>Rows that a run has room for, ample: a series that becomes full all the same makes the run pause.</summary>
    public required Func<RunStarted, int> Capacity { get; init; }

    /// <summary>The n-th part of the series, in which it goes on when the part before is full: [name]_2, [name]_3, ...; the first is the series itself.</summary>
    public SeriesDefinition Part(int number)
    {
        if (number == 1)
            return this;
        string name = string.Create(CultureInfo.InvariantCulture, $"{Name}_{number}");
        string group = $"/entry/{name}";
        return this with { Name = name, Group = Group with { Path = group }, Columns = [.. Columns.Select(column => column with { Path = $"{group}/{column.Name}" })] };
    }

    /// <summary>Path of the count of rows that are written.</summary>
    public string UsedPath => $"/entry/{Name}_used";

    /// <summary>Path of the count of rows that found no room.</summary>
    public string LostPath => $"/entry/{Name}_lost";

    /// <summary>The count of rows that are written, as a dataset.</summary>
    public DatasetDefinition Used => new(UsedPath, Hdf5Type.UInt32, "1", $"rows of {Name} that are written");

    /// <summary>The count of rows that found no room, as a dataset.</summary>
    public DatasetDefinition Lost => new(LostPath, Hdf5Type.UInt32, "1", $"rows of {Name} that found no room");
}
