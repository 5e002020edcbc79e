using System.Globalization;
using NvScanner.Reporting.Drawing;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Exports;

/// <summary>Writes maps as PNG: a picture for slides, or 16-bit grey data for image programs.</summary>
public static class PngExport
{
    /// <summary>Writes a picture with axes, scale bar and colour bar; colour map, limits, unit and frame are in its text chunks.</summary>
    public static void WritePicture(Stream stream, FieldMap map, MapView? view = null, params IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        var figure = new MapFigure(map, view, box: 420, titled: true);
        PngWriter.WriteRgb(stream, figure.ToPicture(scale: 2), [.. Describe(map, figure.View, figure.View.Colours.Name), .. metadata]);
    }

    /// <summary>Writes the values, one pixel each, scaled linearly: 0 is missing, 1 is the lower limit and 65535 the upper one; top row first.</summary>
    public static void WriteGray16(Stream stream, FieldMap map, MapView? view = null, params IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        view ??= MapView.Of(map.Checked());
        PngWriter.WriteGray16(stream, map.PixelsX, map.PixelsY, MapRaster.Gray16(map, view.Limits),
            [.. Describe(map, view, "grey16: value = low + (sample - 1) / 65534 * (high - low), 0 = missing"), .. metadata]);
    }

    private static KeyValuePair<string, string>[] Describe(FieldMap map, MapView view, string colours) =>
    [
        new("Title", map.LongName),
        new("NvName", map.Name),
        new("NvUnit", map.Unit),
        new("NvColourMap", map.Style == MapStyle.Reasons ? "reason codes" : colours),
        new("NvLimitLow", Number(view.Limits.Low)),
        new("NvLimitHigh", Number(view.Limits.High)),
        new("NvOriginX", Number(map.OriginX)),
        new("NvOriginY", Number(map.OriginY)),
        new("NvSizeX", Number(map.SizeX)),
        new("NvSizeY", Number(map.SizeY)),
        new("NvRotationDegrees", Number(map.RotationDegrees)),
        new("NvFrame", map.Frame.ToString(CultureInfo.InvariantCulture)),
        new("NvMissing", map.MissingCount.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
