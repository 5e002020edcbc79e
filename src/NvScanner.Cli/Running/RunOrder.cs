namespace NvScanner.Cli.Running;

/// <summary>What the user asked to be run.</summary>
internal sealed record RunOrder
{
    /// <summary>The plan's file.</summary>
    public required string PlanPath { get; init; }

    /// <summary>The profile's file, or null for the one that the plan names.</summary>
    public string? ProfilePath { get; init; }

    /// <summary>The run file, or null for ./runs/ and a name made from time and sample.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Settings such as "scan.pixels=[8, 8]".</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Whether nobody watches: plain lines for programs instead of a live view.</summary>
    public bool Headless { get; init; }

    /// <summary>Whether an existing output is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether a simulated rig takes the time that a real one would.</summary>
    public bool RealTime { get; init; }
}
