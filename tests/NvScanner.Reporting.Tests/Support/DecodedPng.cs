using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NvScanner.Reporting.Tests.Support;

/// <summary>An independent small PNG reader: all five filters, every checksum recomputed bit by bit.</summary>
internal sealed class DecodedPng
{
    public required int Width { get; init; }

    public required int Height { get; init; }

    public required int BitDepth { get; init; }

    public required int Channels { get; init; }

    public required byte[] Samples { get; init; }

    public required Dictionary<string, string> Texts { get; init; }

    public static DecodedPng Read(byte[] file)
    {
        Assert.Equal(new byte[] { 137, 80, 78, 71, 13, 10, 26, 10 }, file[..8]);
        var texts = new Dictionary<string, string>();
        var data = new MemoryStream();
        byte[] header = [];
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var type = Encoding.ASCII.GetString(file, at + 4, 4);
            var content = file.AsSpan(at + 8, length).ToArray();
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)), BitwiseCrc(file.AsSpan(at + 4, 4 + length)));
            if (type == "IHDR")
                header = content;
            else if (type == "IDAT")
                data.Write(content);
            else if (type is "tEXt" or "iTXt")
            {
                var end = Array.IndexOf(content, (byte)0);
                texts.Add(Encoding.Latin1.GetString(content, 0, end), type == "tEXt"
                    ? Encoding.Latin1.GetString(content, end + 1, length - end - 1)
                    : Encoding.UTF8.GetString(content, end + 5, length - end - 5));
            }

            at += 12 + length;
        }

        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var channels = header[9] == 2 ? 3 : 1;
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return new() { Width = width, Height = height, BitDepth = header[8], Channels = channels, Texts = texts, Samples = Unfilter(raw.ToArray(), width * channels * header[8] / 8, height, channels * header[8] / 8) };
    }

    public (byte R, byte G, byte B) Colour(int column, int row)
    {
        var at = 3 * (row * Width + column);
        return (Samples[at], Samples[at + 1], Samples[at + 2]);
    }

    public ushort Gray(int column, int row) => BinaryPrimitives.ReadUInt16BigEndian(Samples.AsSpan(2 * (row * Width + column)));

    private static byte[] Unfilter(byte[] raw, int rowBytes, int height, int pixelBytes)
    {
        Assert.Equal((rowBytes + 1) * height, raw.Length);
        var samples = new byte[rowBytes * height];
        for (var row = 0; row < height; row++)
        {
            var filter = raw[row * (rowBytes + 1)];
            for (var i = 0; i < rowBytes; i++)
            {
                int a = i >= pixelBytes ? samples[row * rowBytes + i - pixelBytes] : 0;
                int b = row > 0 ? samples[(row - 1) * rowBytes + i] : 0;
                int c = row > 0 && i >= pixelBytes ? samples[(row - 1) * rowBytes + i - pixelBytes] : 0;
                var predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) / 2, 4 => Paeth(a, b, c), _ => throw new InvalidDataException($"filter {filter}") };
                samples[row * rowBytes + i] = (byte)(raw[row * (rowBytes + 1) + 1 + i] + predicted);
            }
        }

        return samples;
    }

    private static int Paeth(int a, int b, int c)
    {
        var (pa, pb, pc) = (Math.Abs(b - c), Math.Abs(a - c), Math.Abs(a + b - 2 * c));
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    private static uint BitwiseCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
