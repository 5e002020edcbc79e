namespace NvScanner.Drivers.Dialogues;

/// <summary>One line of text that ends with CR, with LF or with both, for devices that differ from their manuals. What is left of a pair goes with the next reply, which skips it.</summary>
public sealed class AnyLineFraming : IReplyFraming
{
    /// <inheritdoc />
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        var start = received.IndexOfAnyExcept("\r\n "u8);
        if (start < 0) return null;
        var length = received[start..].IndexOfAny("\r\n"u8);
        if (length < 0 && !endOfMessage) return null;
        var line = length < 0 ? received[start..] : received.Slice(start, length);
        return new ReplyExtent(start, line.TrimEnd((byte)' ').Length, start + line.Length + (length < 0 ? 0 : 1));
    }
}
