using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace NvScanner.Fitting.Tests.Support;

/// <summary>Reads arrays of floating-point numbers from numpy's .npz files (NEP 1, versions 1 and 2 of the header).</summary>
internal static class Npz
{
    private const int Prefix = 8; // magic and version
    private const int Header = 2; // length of the header in versions below 2

    /// <summary>The numbers of a named array with the last index running fastest, and its shape.</summary>
    public static (double[] Values, int[] Shape) Read(string path, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = archive.GetEntry(name + ".npy") ?? throw new InvalidDataException($"{path} holds no array '{name}'.");
        using Stream stream = entry.Open();
        byte[] bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        int start = bytes[6] == 1 ? Prefix + Header + BitConverter.ToUInt16(bytes, Prefix) : Prefix + 4 + BitConverter.ToInt32(bytes, Prefix);
        string header = Encoding.ASCII.GetString(bytes, 0, start);
        int[] shape = [.. Regex.Match(header, @"'shape': \(([^)]*)\)").Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(length => int.Parse(length, CultureInfo.InvariantCulture))];
        double[] values = Regex.Match(header, "'descr': '([^']*)'").Groups[1].Value switch
        {
            "<f8" => MemoryMarshal.Cast<byte, double>(bytes.AsSpan(start)).ToArray(),
            "<f4" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray(), value => (double)value),
            string other => throw new InvalidDataException($"{path}: array '{name}' is of type '{other}', not '<f4' or '<f8'."),
        };
        return (header.Contains("'fortran_order': True", StringComparison.Ordinal) ? LastIndexFastest(values, shape) : values, shape);
    }

    private static double[] LastIndexFastest(double[] values, int[] shape)
    {
        double[] turned = new double[values.Length];
        for (int to = 0; to < turned.Length; to++)
        {
            int rest = to, from = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                from += rest % shape[axis] * shape.Take(axis).Aggregate(1, (product, length) => product * length);
                rest /= shape[axis];
            }
            turned[to] = values[from];
        }
        return turned;
    }
}
