using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>Decodes the PNG files that we write: 8-bit RGB and 16-bit grey, every filter of ISO/IEC 15948.</summary>
internal sealed class PngPicture
{
    private readonly byte[] _samples;
    private readonly int _rowBytes;

    private PngPicture(int width, int height, int bytesPerPixel, byte[] samples)
    {
        (Width, Height, BytesPerPixel, _samples) = (width, height, bytesPerPixel, samples);
        _rowBytes = width * bytesPerPixel;
    }

    public int Width { get; }

    public int Height { get; }

    public int BytesPerPixel { get; }

    /// <summary>Sample of a 16-bit grey picture, row 0 on top.</summary>
    public ushort Gray16(int column, int row) => BinaryPrimitives.ReadUInt16BigEndian(_samples.AsSpan(row * _rowBytes + 2 * column));

    /// <summary>Colour of an RGB picture, row 0 on top.</summary>
    public (byte R, byte G, byte B) Rgb(int column, int row)
    {
        var at = row * _rowBytes + 3 * column;
        return (_samples[at], _samples[at + 1], _samples[at + 2]);
    }

    public static PngPicture Read(byte[] file)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], file[..8]);
        using var data = new MemoryStream();
        int width = 0, height = 0, bytesPerPixel = 0;
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var content = file.AsSpan(at + 8, length);
            if (type == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(content);
                height = BinaryPrimitives.ReadInt32BigEndian(content[4..]);
                bytesPerPixel = (content[8], content[9]) switch { (8, 2) => 3, (16, 0) => 2, var other => throw new InvalidDataException($"PNG of kind {other}") };
            }
            else if (type == "IDAT")
                data.Write(content);
            at += 12 + length;
        }
        return new PngPicture(width, height, bytesPerPixel, Unfilter(data, width * bytesPerPixel, height, bytesPerPixel));
    }

    private static byte[] Unfilter(MemoryStream data, int rowBytes, int height, int step)
    {
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var samples = new byte[rowBytes * height];
        for (var row = 0; row < height; row++)
        {
            var filter = zlib.ReadByte();
            zlib.ReadExactly(samples, row * rowBytes, rowBytes);
            for (var i = 0; i < rowBytes; i++)
            {
                var at = row * rowBytes + i;
                int left = i >= step ? samples[at - step] : 0, up = row > 0 ? samples[at - rowBytes] : 0, upLeft = i >= step && row > 0 ? samples[at - rowBytes - step] : 0;
                samples[at] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, upLeft), _ => throw new InvalidDataException($"filter {filter}") });
            }
        }
        return samples;
    }

    private static int Paeth(int left, int up, int upLeft)
    {
        var (a, b, c) = (Math.Abs(up - upLeft), Math.Abs(left - upLeft), Math.Abs(left + up - 2 * upLeft));
        return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
}
