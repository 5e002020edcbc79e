using System.Runtime.InteropServices;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>Datasets that take a column of the page as it is.</summary>
internal static class PageSources
{
    public static readonly IReadOnlyList<DataAxis> RawPixel = [DataAxis.Frame, DataAxis.Y, DataAxis.X];
    public static readonly IReadOnlyList<DataAxis> MapPixel = [DataAxis.MapFrame, DataAxis.Y, DataAxis.X];

    /// <summary>A dataset of doubles, one per pixel.</summary>
    public static DatasetDefinition Column(string path, PixelColumn column, string units, string longName, IReadOnlyList<DataAxis> axes) =>
        new(path, Hdf5Type.Float64, units, longName)
        {
            Axes = axes,
            Interpretation = "image",
            Page = _ => page => MemoryMarshal.AsBytes(page[column].AsSpan()),
            Column = column.ToString(),
        };

    /// <summary>A dataset of doubles, three per pixel.</summary>
    public static DatasetDefinition Vector(string path, PixelVectorColumn column, string units, string longName, IReadOnlyList<DataAxis> axes) =>
        new(path, Hdf5Type.Float64, units, longName)
        {
            Axes = [.. axes, DataAxis.Component],
            Page = _ => page => MemoryMarshal.AsBytes(page[column].AsSpan()),
            Column = column.ToString(),
        };
}
