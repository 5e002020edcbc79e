using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NvScanner.Reporting.Drawing;

/// <summary>Writes PNG files (ISO/IEC 15948): 8-bit RGB pictures and 16-bit grey data, with text that says what they show.</summary>
public static class PngWriter
{
    private const byte FilterUp = 2;
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes a picture; <paramref name="texts"/> become tEXt chunks (iTXt where Latin-1 does not suffice).</summary>
    public static void WriteRgb(Stream stream, PixelImage image, params IReadOnlyList<KeyValuePair<string, string>> texts) =>
        Write(stream, image.Width, image.Height, bitDepth: 8, colourType: 2, image.Bytes, texts);

    /// <summary>Writes grey values row by row, top row first.</summary>
    public static void WriteGray16(Stream stream, int width, int height, ReadOnlySpan<ushort> values, params IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        if (values.Length != (long)width * height)
            throw new ArgumentException($"{values.Length} values for {width} x {height} pixels", nameof(values));
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * i), values[i]);
        Write(stream, width, height, bitDepth: 16, colourType: 0, bytes, texts);
    }

    private static void Write(Stream stream, int width, int height, byte bitDepth, byte colourType, byte[] samples, IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        stream.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = bitDepth;
        header[9] = colourType;
        WriteChunk(stream, "IHDR"u8, header);
        foreach (var (keyword, text) in texts)
            WriteText(stream, keyword, text);
        WriteChunk(stream, "IDAT"u8, Deflate(samples, samples.Length / height));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Deflate(byte[] samples, int rowBytes)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var filtered = new byte[1 + rowBytes];
            filtered[0] = FilterUp;
            for (var start = 0; start < samples.Length; start += rowBytes)
            {
                for (var i = 0; i < rowBytes; i++)
                    filtered[1 + i] = (byte)(samples[start + i] - (start == 0 ? 0 : samples[start + i - rowBytes]));
                zlib.Write(filtered);
            }
        }

        return compressed.ToArray();
    }

    private static void WriteText(Stream stream, string keyword, string text)
    {
        if (keyword.Length is < 1 or > 79 || keyword.Any(c => c is < ' ' or > '~'))
            throw new ArgumentException($"'{keyword}' is not a keyword: 1 to 79 printable ASCII characters", nameof(keyword));
        var key = Encoding.Latin1.GetBytes(keyword);
        if (text.All(c => c is '\n' or >= ' ' and <= '~' or >= '\u00a0' and <= '\u00ff'))
            WriteChunk(stream, "tEXt"u8, [.. key, 0, .. Encoding.Latin1.GetBytes(text)]);
        else
            WriteChunk(stream, "iTXt"u8, [.. key, 0, /* not compressed */ 0, 0, /* no language */ 0, /* no translated keyword */ 0, .. Encoding.UTF8.GetBytes(text)]);
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Append(Crc32.Append(0, type), data));
        stream.Write(number);
    }
}
