using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.PhysikInstrumente;

/// <summary>A reply of the General Command Set 2.0: lines of which all but the last end with a blank before the line feed; nothing else marks the end.</summary>
internal sealed class GcsFraming : IReplyFraming
{
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        var start = received.IndexOfAnyExcept("\r\n"u8);
        if (start < 0) return null;
        for (var at = start; received[at..].IndexOf((byte)'\n') is var next and >= 0; at += next + 1)
        {
            var line = received[at..(at + next)].TrimEnd((byte)'\r');
            if (line is not [.., (byte)' ']) return new ReplyExtent(start, at + line.Length - start, at + next + 1);
        }
        return null;
    }
}
