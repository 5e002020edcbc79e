using System.Text;

namespace NvScanner.Drivers.Dialogues;

/// <summary>Lines up to one that says that the reply is over; that line belongs to the reply.</summary>
/// <param name="isLast">Whether a line, trimmed, is the last.</param>
public sealed class LastLineFraming(Func<string, bool> isLast) : IReplyFraming
{
    /// <inheritdoc />
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        for (var at = 0; received[at..].IndexOfAny("\r\n"u8) is var length and >= 0; at += length + 1)
        {
            if (isLast(Encoding.Latin1.GetString(received.Slice(at, length)).Trim())) return new ReplyExtent(0, at + length, at + length + 1);
        }
        return null;
    }
}
