namespace NvScanner.Abstractions.Instruments;

/// <summary>What the scanner moves.</summary>
public enum MovingPart
{
    /// <summary>The tip over a fixed sample.</summary>
    Tip,

    /// <summary>The sample under a fixed tip; the driver inverts the signs.</summary>
    Sample,
}
