using System.Buffers.Binary;
using System.Text;

namespace NvScanner.Drivers.Nanonis;

/// <summary>The frame of the Nanonis programming interface: 32 bytes of name, the body's length, whether a reply is wanted, two bytes of zero, the body; all big-endian.</summary>
internal static class NanonisFrame
{
    public const int HeaderBytes = 40;
    public const int NameBytes = 32;

    /// <summary>A request that wants a reply.</summary>
    public static byte[] Encode(string name, ReadOnlySpan<byte> body)
    {
        var frame = new byte[HeaderBytes + body.Length];
        Encoding.ASCII.GetBytes(name, frame.AsSpan(0, NameBytes));
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(32), body.Length);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(36), 1);
        body.CopyTo(frame.AsSpan(HeaderBytes));
        return frame;
    }

    /// <summary>
    /// Reads the values of a reply's body. Behind them stands an error block: a status, 1 for an error, and a text. A command that failed may leave the values out, so that
    /// the block stands alone. Returns the values, or the error's text.
    /// </summary>
    public static (T? Values, string? Error) Decode<T>(byte[] body, Func<NanonisReader, T> read)
    {
        if (TryRead(body, read, out var values, out var error)) return error is null ? (values, null) : (default, error);
        if (TryRead(body, _ => 0, out _, out error) && error is not null) return (default, error);
        throw new FormatException($"a body of {body.Length} bytes holds neither the values that were asked for nor an error");
    }

    private static bool TryRead<T>(byte[] body, Func<NanonisReader, T> read, out T? values, out string? error)
    {
        (values, error) = (default, null);
        try
        {
            NanonisReader reader = new(body);
            values = read(reader);
            var status = reader.UInt32();
            var text = reader.Text();
            if (status > 1 || reader.Left > 0) return false;
            if (status == 1) error = text;
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
