using System.Buffers;
using System.Buffers.Binary;

namespace NvScanner.Drivers.Nanonis;

/// <summary>Arguments of a command, big-endian and one after another as the programming interface wants them.</summary>
internal sealed class NanonisBody
{
    private readonly ArrayBufferWriter<byte> _bytes = new(32);

    public static NanonisBody Empty { get; } = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public static NanonisBody Of(uint value) => new NanonisBody().UInt32(value);

    public NanonisBody UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Next(4), value);
        return this;
    }

    public NanonisBody Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Next(4), value);
        return this;
    }

    public NanonisBody Float32(double value)
    {
        BinaryPrimitives.WriteSingleBigEndian(Next(4), (float)value);
        return this;
    }

    public NanonisBody Float64(double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(Next(8), value);
        return this;
    }

    private Span<byte> Next(int count)
    {
        var room = _bytes.GetSpan(count)[..count];
        _bytes.Advance(count);
        return room;
    }
}
