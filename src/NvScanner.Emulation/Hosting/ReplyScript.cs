using System.Text;

namespace NvScanner.Emulation.Hosting;

/// <summary>What a line makes of one reply: pieces to send, waits between them, and perhaps the end of the connection.</summary>
internal sealed class ReplyScript
{
    private enum Purpose : ulong { Lost, Late, Garbage, Disconnect, Terminator, Blanks, Split, Unasked, Detail }

    public TimeSpan Wait { get; private init; }

    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces { get; private init; } = [];

    public bool ThenDisconnect { get; private init; }

    /// <summary>Whether the reply never comes.</summary>
    public bool IsLost { get; private init; }

    public static ReplyScript Of(string reply, string terminator, Mischief mischief, ulong number)
    {
        bool Strikes(Purpose purpose, int oneIn) => Dice.Strikes(mischief.Seed, number, (ulong)purpose, oneIn);
        int Choose(int below, ulong salt = 0) => (int)(Dice.Roll(mischief.Seed, number, (ulong)Purpose.Detail + salt) % (ulong)Math.Max(1, below));

        if (Strikes(Purpose.Lost, mischief.LostOneIn)) return new ReplyScript { IsLost = true };
        var wait = mischief.Latency + (Strikes(Purpose.Late, mischief.LateOneIn) ? mischief.LateBy : TimeSpan.Zero);
        if (Strikes(Purpose.Garbage, mischief.GarbageOneIn)) return new ReplyScript { Wait = wait, Pieces = [Garbage(mischief.Seed, number, Choose(40) + 1)] };
        var text = Strikes(Purpose.Blanks, mischief.BlanksOneIn) ? $"  {reply} " : reply;
        var end = Strikes(Purpose.Terminator, mischief.WrongTerminatorOneIn) ? new[] { "\n", "\r\n", "\n\r" }[Choose(3)] : terminator;
        // in one piece with the reply: what comes unasked while another reply is awaited cannot be told from it
        var unasked = Strikes(Purpose.Unasked, mischief.UnaskedOneIn);
        if (unasked) end += "4711" + terminator;
        var bytes = Encoding.Latin1.GetBytes(text + end);
        if (Strikes(Purpose.Disconnect, mischief.DisconnectOneIn)) return new ReplyScript { Wait = wait, Pieces = [bytes.AsMemory(0, Choose(bytes.Length))], ThenDisconnect = true };
        var cut = !unasked && Strikes(Purpose.Split, mischief.SplitOneIn) ? Choose(bytes.Length) : 0;
        return new ReplyScript { Wait = wait, Pieces = cut > 0 ? [bytes.AsMemory(0, cut), bytes.AsMemory(cut)] : [bytes] };
    }

    private static byte[] Garbage(ulong seed, ulong number, int length)
    {
        var bytes = new byte[length + 1];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(0x80 | Dice.Roll(seed, number, 100 + (ulong)i));
        bytes[length] = (byte)'\n';
        return bytes;
    }
}
