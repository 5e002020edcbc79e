namespace NvScanner.Emulation.Hosting;

/// <summary>A call as ONC RPC version 2 brings it (RFC 5531), and the arguments not yet read (XDR, RFC 4506).</summary>
internal sealed class RpcCall(byte[] record)
{
    private const int CallType = 0, HeaderLength = 24;
    private int _position = HeaderLength;

    public uint Number => BigEndian.UInt32(record);

    public bool IsCall => record.Length >= HeaderLength + 16 && BigEndian.UInt32(record, 4) == CallType;

    public uint Program => BigEndian.UInt32(record, 12);

    public uint Procedure => BigEndian.UInt32(record, 20);

    /// <summary>Passes over credentials and verifier.</summary>
    public void SkipCredentials()
    {
        for (var part = 0; part < 2; part++)
        {
            _ = Word();
            _ = Opaque();
        }
    }

    public uint Word()
    {
        _position += 4;
        return BigEndian.UInt32(record, _position - 4);
    }

    public ReadOnlySpan<byte> Opaque()
    {
        var length = (int)Word();
        var start = _position;
        _position += (length + 3) & ~3;
        return record.AsSpan(start, length);
    }

    /// <summary>Opaque data as XDR writes them.</summary>
    public static byte[] Opaque(ReadOnlySpan<byte> bytes) => [.. BigEndian.Of((uint)bytes.Length), .. bytes, .. new byte[-bytes.Length & 3]];
}
