using System.Buffers.Binary;

namespace NvScanner.Drivers.Transport.Vxi11;

/// <summary>Reads values that XDR has written (RFC 4506). Throws <see cref="IOException"/> where the record ends too early.</summary>
internal sealed class XdrReader(ReadOnlyMemory<byte> record)
{
    private ReadOnlyMemory<byte> _rest = record;

    public uint Number() => BinaryPrimitives.ReadUInt32BigEndian(Take(4).Span);

    public ReadOnlyMemory<byte> Opaque()
    {
        var length = Number();
        if (length > _rest.Length) throw TooShort();
        var content = Take((int)length);
        Take(Math.Min(-(int)length & 3, _rest.Length));
        return content;
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _rest.Length) throw TooShort();
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private static IOException TooShort() => new("an ONC RPC record ends before its content does; the instrument does not keep to VXI-11");
}
