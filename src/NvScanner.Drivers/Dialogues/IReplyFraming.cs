namespace NvScanner.Drivers.Dialogues;

/// <summary>Knows where a reply ends in a stream of bytes that may be cut anywhere.</summary>
public interface IReplyFraming
{
    /// <summary>Looks at everything received since the request; returns the reply's extent once it is whole, null while bytes are missing. Throws <see cref="FormatException"/> when no further byte can make it a reply.</summary>
    /// <param name="received">All bytes so far.</param>
    /// <param name="endOfMessage">Whether the bus marked the last byte as an end.</param>
    ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage);
}
