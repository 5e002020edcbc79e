using System.Buffers.Binary;

namespace NvScanner.Emulation.Hosting;

/// <summary>Big-endian numbers and whole pieces from a stream.</summary>
internal static class BigEndian
{
    public static async ValueTask<byte[]> ReadExactlyAsync(Stream stream, int count, CancellationToken end)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, end);
        return bytes;
    }

    public static uint UInt32(ReadOnlySpan<byte> bytes, int position = 0) => BinaryPrimitives.ReadUInt32BigEndian(bytes[position..]);

    public static ulong UInt64(ReadOnlySpan<byte> bytes, int position = 0) => BinaryPrimitives.ReadUInt64BigEndian(bytes[position..]);

    public static byte[] Of(params uint[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    public static byte[] Of(ulong number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }
}
