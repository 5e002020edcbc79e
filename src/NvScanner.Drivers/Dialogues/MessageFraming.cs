namespace NvScanner.Drivers.Dialogues;

/// <summary>A whole message of a bus that marks ends: everything up to the mark, which may be nothing; CR, LF and blanks around it do not belong to it.</summary>
public sealed class MessageFraming : IReplyFraming
{
    /// <summary>The only one.</summary>
    public static MessageFraming Instance { get; } = new();

    /// <inheritdoc />
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        if (!endOfMessage) return null;
        var trimmed = received.TrimEnd("\r\n "u8);
        var start = trimmed.Length - trimmed.TrimStart("\r\n "u8).Length;
        return new ReplyExtent(start, trimmed.Length - start, received.Length);
    }
}
