namespace NvScanner.Emulation.Hosting;

/// <summary>An emulated instrument that takes lines of text; the host cuts the stream into lines and calls for one line at a time, whatever the number of connections.</summary>
public interface ITextInstrument
{
    /// <summary>What ends its replies.</summary>
    string Terminator { get; }

    /// <summary>Takes one line without its end; returns the replies, each without terminator, in order.</summary>
    IReadOnlyList<string> Take(string line);
}
