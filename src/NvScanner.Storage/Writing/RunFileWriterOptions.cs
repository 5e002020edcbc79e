namespace NvScanner.Storage.Writing;

/// <summary>How a run file is written.</summary>
public sealed record RunFileWriterOptions
{
    /// <summary>Whether an existing file is replaced; otherwise it is an error.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether acknowledged pixels also survive a power cut (two disk flushes per commit), not only the death of the process.</summary>
    public bool PowerCutSafe { get; init; } = true;

    /// <summary>Longest time that a stored pixel waits for its commit when its line does not end.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromSeconds(1);
}
