namespace NvScanner.Drivers.Dialogues;

/// <summary>One line of text. CR, LF and blanks before and after it do not belong to it, so that LF, CR LF and LF CR all end a line.</summary>
/// <param name="terminator">The byte that ends it: LF, or CR for devices that send no LF.</param>
public sealed class LineFraming(byte terminator = (byte)'\n') : IReplyFraming
{
    /// <summary>Lines that end with LF, with or without CR.</summary>
    public static LineFraming LineFeed { get; } = new();

    /// <inheritdoc />
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        var start = received.IndexOfAnyExcept("\r\n "u8);
        if (start < 0) return null;
        var end = received[start..].IndexOf(terminator);
        var used = end >= 0 ? start + end + 1 : endOfMessage ? received.Length : -1;
        if (used < 0) return null;
        return new ReplyExtent(start, received[start..used].TrimEnd("\r\n "u8).Length, used);
    }
}
