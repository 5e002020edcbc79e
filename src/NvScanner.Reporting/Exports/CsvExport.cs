using System.Globalization;
using System.Text;
using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Exports;

/// <summary>Writes maps as a table: one row per pixel, one column per map, SI units in the header line, UTF-8 without BOM.</summary>
public static class CsvExport
{
    /// <summary>Writes maps of one field of view side by side; x and y are pixel centres in the unrotated map frame, a missing value is an empty cell.</summary>
    public static void Write(Stream stream, IReadOnlyList<FieldMap> maps)
    {
        if (maps.Count == 0)
            throw new ArgumentException("a table needs at least one map", nameof(maps));
        var first = maps[0].Checked();
        foreach (var map in maps)
        {
            if (map.Checked().PixelsX != first.PixelsX || map.PixelsY != first.PixelsY || map.Frame != first.Frame)
                throw new ArgumentException($"map '{map.Name}' has not the pixels or the frame of '{first.Name}'", nameof(maps));
        }

        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("frame,ix,iy,x [m],y [m]," + string.Join(',', maps.Select(m => Cell($"{m.Name} [{m.Unit}]"))));
        for (var iy = 0; iy < first.PixelsY; iy++)
        {
            for (var ix = 0; ix < first.PixelsX; ix++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{first.Frame},{ix},{iy},{first.ColumnX(ix):R},{first.RowY(iy):R}"));
                foreach (var map in maps)
                {
                    writer.Write(',');
                    if (double.IsFinite(map[ix, iy]))
                        writer.Write(map[ix, iy].ToString("R", CultureInfo.InvariantCulture));
                }

                writer.WriteLine();
            }
        }
    }

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
