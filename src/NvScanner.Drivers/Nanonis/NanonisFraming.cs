using System.Buffers.Binary;
using System.Text;
using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.Nanonis;

/// <summary>The reply to one command: it has to bear the command's name, in upper or lower case, so that no other reply is taken for it.</summary>
/// <param name="command">Name of the command.</param>
internal sealed class NanonisFraming(string command) : IReplyFraming
{
    public ReplyExtent? Find(ReadOnlySpan<byte> received, bool endOfMessage)
    {
        if (received.Length < NanonisFrame.HeaderBytes) return null;
        var name = Encoding.ASCII.GetString(received[..NanonisFrame.NameBytes].TrimEnd((byte)0));
        if (!name.Equals(command, StringComparison.OrdinalIgnoreCase)) throw new FormatException($"it answers '{name}'");
        var length = BinaryPrimitives.ReadInt32BigEndian(received[NanonisFrame.NameBytes..]);
        if (length < 0) throw new FormatException("its length is negative");
        var whole = (long)NanonisFrame.HeaderBytes + length;
        return received.Length < whole ? null : new ReplyExtent(NanonisFrame.HeaderBytes, length, (int)whole);
    }
}
