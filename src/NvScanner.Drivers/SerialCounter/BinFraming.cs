using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.SerialCounter;

/// <summary>So many records one after another, or a line of text where the counter refuses.</summary>
/// <param name="bins">Records of the acquisition.</param>
internal sealed class BinFraming(int bins) : IReplyFraming
{
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        var start = received.IndexOfAnyExcept("\r\n"u8);
        if (start < 0) return null;
        if (received[start] != BinRecords.Sync) return LineFraming.LineFeed.Find(received, endOfMessage);
        var length = bins * BinRecords.Bytes;
        return received.Length < start + length ? null : new ReplyExtent(start, length, start + length);
    }
}
