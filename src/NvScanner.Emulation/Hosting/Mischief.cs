namespace NvScanner.Emulation.Hosting;

/// <summary>How badly a line behaves. Each kind strikes one reply in so many, chosen by the seed and the reply's running number; 0 is never.</summary>
public sealed record Mischief
{
    /// <summary>A line without faults.</summary>
    public static Mischief None { get; } = new();

    /// <summary>Chooses which replies are struck.</summary>
    public ulong Seed { get; init; }

    /// <summary>How long every reply takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Replies that come in pieces.</summary>
    public int SplitOneIn { get; init; }

    /// <summary>Replies that end otherwise than the manual says: LF, CR LF or LF CR.</summary>
    public int WrongTerminatorOneIn { get; init; }

    /// <summary>Replies with blanks around them.</summary>
    public int BlanksOneIn { get; init; }

    /// <summary>Replies that come later by <see cref="LateBy"/>.</summary>
    public int LateOneIn { get; init; }

    /// <summary>How late.</summary>
    public TimeSpan LateBy { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Replies that never come.</summary>
    public int LostOneIn { get; init; }

    /// <summary>Replies cut off in their middle, the connection closed.</summary>
    public int DisconnectOneIn { get; init; }

    /// <summary>Replies replaced by bytes that mean nothing.</summary>
    public int GarbageOneIn { get; init; }

    /// <summary>Replies followed by one that nobody asked for.</summary>
    public int UnaskedOneIn { get; init; }
}
