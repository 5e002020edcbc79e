using System.Buffers.Binary;
using System.Text;

namespace NvScanner.Drivers.Nanonis;

/// <summary>Reads the return values of a reply in their order; throws <see cref="FormatException"/> where the bytes end too early.</summary>
internal sealed class NanonisReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;

    public int Left => bytes.Length - _at;

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Next(4));

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(Next(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Next(4));

    public double Float32() => BinaryPrimitives.ReadSingleBigEndian(Next(4));

    public double Float64() => BinaryPrimitives.ReadDoubleBigEndian(Next(8));

    /// <summary>A length and so many bytes, all 32 bits of the length counting.</summary>
    public string Text() => Encoding.Latin1.GetString(Next(Int32()));

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count < 0 || count > Left) throw new FormatException($"{count} bytes are wanted where {Left} are left");
        _at += count;
        return bytes.Span.Slice(_at - count, count);
    }
}
