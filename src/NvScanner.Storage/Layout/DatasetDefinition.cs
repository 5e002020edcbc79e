using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>One dataset of the run file: where it is, what it holds, where its values come from.</summary>
/// <remarks>At most one of <see cref="Page"/>, <see cref="Constant"/> and <see cref="Row"/> is set; a dataset with none is a count that the writer keeps.</remarks>
/// <param name="Path">Absolute path.</param>
/// <param name="Type">Type of the elements.</param>
/// <param name="Units">Units in UDUNITS style, "1" for pure numbers, empty for text.</param>
/// <param name="LongName">Label of an axis or a colour bar.</param>
internal sealed record DatasetDefinition(string Path, Hdf5Type Type, string Units, string LongName)
{
    /// <summary>Dimensions, slowest first; empty = scalar.</summary>
    public IReadOnlyList<DataAxis> Axes { get; init; } = [];

    /// <summary>Bytes per element of text; 0 = as long as the constant.</summary>
    public int TextBytes { get; init; }

    /// <summary>How viewers show it: "image", "spectrum" or nothing.</summary>
    public string? Interpretation { get; init; }

    /// <summary>Whether an image viewer offers it beside the signal of its group.</summary>
    public bool IsAuxiliary { get; init; }

    /// <summary>Makes, for a run, the source that fills it pixel by pixel.</summary>
    public Func<RunStarted, PageSource>? Page { get; init; }

    /// <summary>The name of that column, for the documentation.</summary>
    public string Column { get; init; } = "";

    /// <summary>The value at the start: a string, a double or doubles.</summary>
    public Func<RunStarted, object>? Constant { get; init; }

    /// <summary>The value of a document in a series: a double, byte, long or string, as the type says.</summary>
    public Func<RunDocument, object>? Row { get; init; }

    /// <summary>Whether a run has this dataset; null = always.</summary>
    public Func<RunStarted, bool>? When { get; init; }

    /// <summary>The condition in words, for the documentation.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Further attributes: texts, doubles or lists of doubles.</summary>
    public Func<RunStarted, IEnumerable<(string Name, object Value)>>? Attributes { get; init; }

    /// <summary>Name without the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Path of the group that holds it.</summary>
    public string Group => Path[..Path.LastIndexOf('/')];

    /// <summary>Value of the bytes before they are written; doubles start as NaN instead.</summary>
    public byte FillByte { get; init; }

    /// <summary>What elements hold before they are written, in words.</summary>
    public string Fill => Type switch
    {
        Hdf5Type.Float64 => "NaN",
        Hdf5Type.Text => "empty",
        _ => FillByte.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Lengths of the dimensions for a run; rows of series are given by the caller.</summary>
    public IReadOnlyList<long> DimensionsOf(RunShape shape, long rows = 0) =>
        [.. AxesOf(shape).Select(axis => LengthOf(axis, shape, rows))];

    /// <summary>Lengths of the piece that belongs to one column of pixels of one frame.</summary>
    public IReadOnlyList<long> ColumnOf(RunShape shape) =>
        [.. AxesOf(shape).Select(axis => axis is DataAxis.Frame or DataAxis.MapFrame or DataAxis.X ? 1 : LengthOf(axis, shape, rows: 0))];

    private IEnumerable<DataAxis> AxesOf(RunShape shape) => Axes.Where(axis => axis != DataAxis.MapFrame || shape.Frames > 1);

    private static long LengthOf(DataAxis axis, RunShape shape, long rows) => axis switch
    {
        DataAxis.Frame or DataAxis.MapFrame => shape.Frames,
        DataAxis.Y => shape.PixelsY,
        DataAxis.X => shape.PixelsX,
        DataAxis.Frequency => shape.Bins,
        DataAxis.Component => 3L,
        _ => rows,
    };
}
