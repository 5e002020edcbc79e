using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NvScanner.Drivers.Transport.Vxi11;

/// <summary>Writes values as XDR does (RFC 4506): big-endian words, opaque data with their length, padded to words.</summary>
internal sealed class XdrWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public XdrWriter Add(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_bytes.GetSpan(4), number);
        _bytes.Advance(4);
        return this;
    }

    public XdrWriter Add(ReadOnlySpan<byte> opaque)
    {
        Add((uint)opaque.Length);
        _bytes.Write(opaque);
        _bytes.Write("\0\0\0"u8[..(-opaque.Length & 3)]);
        return this;
    }

    public XdrWriter Add(string text) => Add(Encoding.ASCII.GetBytes(text));
}
