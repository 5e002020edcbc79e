namespace NvScanner.Storage.Writing;

/// <summary>How a run file is written.</summary>
public sealed record RunFileWriterOptions
{
    /// <summary>Whether the run begins with this file or goes on with it.</summary>
    public RunFileMode Mode { get; init; }

    /// <summary>Of a run that goes on: what the operator has said to it, a sentence for its events, or empty.</summary>
    public string Acknowledgement { get; init; } = "";

    /// <summary>Whether an existing run file is replaced, which is kept as "[name].previous" until the first commit; otherwise it is an error. Other files are never replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Gives the path to try after one that is taken; nothing is replaced then. Null = the path of the writer or none.</summary>
    public Func<string, string>? PathAfter { get; init; }

    /// <summary>Whether acknowledged pixels also survive a power cut (two disk flushes per commit), not only the death of the process.</summary>
    public bool PowerCutSafe { get; init; } = true;

    /// <summary>Longest time that a stored pixel waits for its commit when its line does not end.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);
}
