using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NvScanner.Reporting.Maps;

namespace NvScanner.Reporting.Exports;

/// <summary>Writes maps as Gwyddion Simple Field files: one channel per file, 32-bit floats, top row first.</summary>
public static class GsfExport
{
    /// <summary>Writes one map; missing values become the mean of the others, and the header says how many in NvMasked. <paramref name="metadata"/> adds header fields.</summary>
    public static void Write(Stream stream, FieldMap map, params IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        map.Checked();
        var header = new StringBuilder("Gwyddion Simple Field 1.0\n");
        Field("XRes", map.PixelsX.ToString(CultureInfo.InvariantCulture));
        Field("YRes", map.PixelsY.ToString(CultureInfo.InvariantCulture));
        Field("XReal", Number(map.SizeX));
        Field("YReal", Number(map.SizeY));
        Field("XOffset", Number(map.OriginX));
        Field("YOffset", Number(map.OriginY));
        Field("Title", map.LongName);
        Field("XYUnits", "m");
        if (map.Unit is not ("1" or ""))
            Field("ZUnits", map.Unit == "counts/s" ? "1/s" : map.Unit);
        Field("NvName", map.Name);
        Field("NvFrame", map.Frame.ToString(CultureInfo.InvariantCulture));
        Field("NvRotationDegrees", Number(map.RotationDegrees));
        Field("NvMasked", map.MissingCount.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in metadata)
            Field(name, value);

        var bytes = Encoding.UTF8.GetBytes(header.ToString());
        stream.Write(bytes);
        stream.Write(new byte[4 - bytes.Length % 4]);
        WriteValues(stream, map);

        void Field(string name, string value) => header.Append(name).Append(" = ").Append(value.ReplaceLineEndings(" ").Trim()).Append('\n');
    }

    private static void WriteValues(Stream stream, FieldMap map)
    {
        var finite = map.Values.Where(double.IsFinite).ToArray();
        var mean = finite.Length == 0 ? 0 : finite.Average();
        var row = new byte[4 * map.PixelsX];
        for (var iy = map.PixelsY - 1; iy >= 0; iy--)
        {
            for (var ix = 0; ix < map.PixelsX; ix++)
            {
                var value = map[ix, iy];
                BinaryPrimitives.WriteSingleLittleEndian(row.AsSpan(4 * ix), (float)(double.IsFinite(value) ? value : mean));
            }

            stream.Write(row);
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
