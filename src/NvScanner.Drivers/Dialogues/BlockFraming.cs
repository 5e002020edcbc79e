namespace NvScanner.Drivers.Dialogues;

/// <summary>An IEEE 488.2 definite block, `#3123` and 123 bytes: its bytes may be anything, line feeds included; a terminator may follow and is left to the next reply, which skips it. Also `#0`, which only a marked end closes.</summary>
/// <param name="maximumBytes">Longest content that is accepted.</param>
public sealed class BlockFraming(int maximumBytes) : IReplyFraming
{
    /// <inheritdoc />
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        var start = received.IndexOfAnyExcept("\r\n "u8);
        if (start < 0) return null;
        if (received[start] != '#') throw new FormatException("a block was expected, which begins with '#'");
        if (received.Length < start + 2) return null;
        var digits = received[start + 1] - '0';
        if (digits is < 0 or > 9) throw new FormatException("a block's second character is the number of digits of its length");
        var content = start + 2 + digits;
        if (digits == 0)
        {
            if (received.Length - content > maximumBytes) throw TooLong();
            return endOfMessage ? new ReplyExtent(content, received[content..].TrimEnd((byte)'\n').Length, received.Length) : null;
        }

        long length = 0;
        foreach (var digit in received[(start + 2)..Math.Min(content, received.Length)])
        {
            if (digit is < (byte)'0' or > (byte)'9') throw new FormatException("a block's length has to be digits");
            length = 10 * length + (digit - '0');
        }

        if (received.Length < content) return null;
        if (length > maximumBytes) throw TooLong();
        return received.Length < content + length ? null : new ReplyExtent(content, (int)length, content + (int)length);
    }

    private FormatException TooLong() => new(FormattableString.Invariant($"a block of at most {maximumBytes} bytes was expected"));
}
