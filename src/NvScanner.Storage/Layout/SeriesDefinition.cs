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

    /// <summary>Rows that a run has room for; nothing is added to a file during its run, so they are ample.</summary>
    public required Func<RunStarted, int> Capacity { get; init; }

    /// <summary>Path of the count of rows that are written.</summary>
    public string UsedPath => $"/entry/{Name}_used";

    /// <summary>Path of the count of rows that found no room.</summary>
    public string LostPath => $"/entry/{Name}_lost";

    /// <summary>The count of rows that are written, as a dataset.</summary>
    public DatasetDefinition Used => new(UsedPath, Hdf5Type.UInt32, "1", $"rows of {Name} that are written");

    /// <summary>The count of rows that found no room, as a dataset.</summary>
    public DatasetDefinition Lost => new(LostPath, Hdf5Type.UInt32, "1", $"rows of {Name} that found no room");
}
