using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>Answers every query with the query itself, so that a reply to another one is seen.</summary>
internal sealed class EchoInstrument : ITextInstrument
{
    /// <summary>Longer than any buffer on the way.</summary>
    public static string LongReply { get; } = string.Join(',', Enumerable.Range(100_000, 20_000));

    public string Terminator => "\n";

    public IReadOnlyList<string> Take(string line) => line switch
    {
        "long" => [LongReply],
        _ when line.EndsWith('?') => ["echo " + line[..^1]],
        _ => [],
    };
}
