using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>One group of the run file.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="NxClass">NeXus class.</param>
internal sealed record GroupDefinition(string Path, string NxClass)
{
    /// <summary>For NXdata: name of the dataset that viewers show.</summary>
    public string? Signal { get; init; }

    /// <summary>For NXdata: dimensions of the signal; each has a dataset of its name in the group.</summary>
    public IReadOnlyList<DataAxis> Axes { get; init; } = [];

    /// <summary>Datasets that stand elsewhere and are hard-linked here: (name here, path there).</summary>
    public IReadOnlyList<(string Name, string Target)> Links { get; init; } = [];

    /// <summary>Whether a run has this group; null = always.</summary>
    public Func<RunStarted, bool>? When { get; init; }

    /// <summary>Further attributes: texts, doubles or lists of doubles.</summary>
    public Func<RunStarted, IEnumerable<(string Name, object Value)>>? Attributes { get; init; }
}
