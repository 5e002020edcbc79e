using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NvScanner.Reporting.Tests.Support;

/// <summary>A reader of Gwyddion Simple Field, strict about padding and size.</summary>
internal sealed class DecodedGsf
{
    public required Dictionary<string, string> Header { get; init; }

    public required byte[] Data { get; init; }

    public float this[int column, int row] => BinaryPrimitives.ReadSingleLittleEndian(Data.AsSpan(4 * (row * (int)Number("XRes") + column)));

    public double Number(string name) => double.Parse(Header[name], CultureInfo.InvariantCulture);

    public static DecodedGsf Read(byte[] file)
    {
        var length = Array.IndexOf(file, (byte)0);
        var padding = 4 - length % 4;
        Assert.All(file[length..(length + padding)], b => Assert.Equal(0, b));
        var lines = Encoding.UTF8.GetString(file, 0, length).Split('\n');
        Assert.Equal("Gwyddion Simple Field 1.0", lines[0]);
        Assert.Equal("", lines[^1]);
        var header = lines[1..^1].ToDictionary(l => l.Split('=')[0].Trim(), l => l[(l.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim());
        var pixels = int.Parse(header["XRes"], CultureInfo.InvariantCulture) * int.Parse(header["YRes"], CultureInfo.InvariantCulture);
        Assert.Equal(length + padding + 4 * pixels, file.Length);
        return new() { Header = header, Data = file[(length + padding)..] };
    }
}
