namespace NvScanner.Abstractions.Scanning;

/// <summary>Who steps the frequency.</summary>
public enum SweepTiming
{
    /// <summary>Hardware where both source and counter can, else software.</summary>
    Auto,

    /// <summary>A list in the source, stepped by the counter's triggers; bins are read as a block.</summary>
    Hardware,

    /// <summary>One command and one gate per point.</summary>
    Software,
}
