namespace NvScanner.Drivers.Dialogues;

/// <summary>How an instrument is spoken to.</summary>
public sealed record DialogueSettings
{
    /// <summary>What follows every command.</summary>
    public string Terminator { get; init; } = "\n";

    /// <summary>How replies end.</summary>
    public IReplyFraming Replies { get; init; } = LineFraming.LineFeed;

    /// <summary>How long a reply may take unless a request says otherwise.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long opening the connection may take.</summary>
    public TimeSpan OpeningDeadline { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest reply that is accepted, in bytes: what is longer is nonsense and must not fill the memory.</summary>
    public int LongestReply { get; init; } = 1 << 20;

    /// <summary>How long a line must be silent before what came late is taken to have come whole; for connections that cannot be opened anew without their old bytes.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMilliseconds(100);
}
