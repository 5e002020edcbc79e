using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>Answers every query with the query itself, so that a reply to another one is seen.</summary>
internal sealed class EchoInstrument : ITextInstrument
{
    public string Terminator => "\n";

    public IReadOnlyList<string> Take(string line) => line.EndsWith('?') ? ["echo " + line[..^1]] : [];
}
