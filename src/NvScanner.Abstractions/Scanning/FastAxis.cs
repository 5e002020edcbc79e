namespace NvScanner.Abstractions.Scanning;

/// <summary>Axis of the map frame along which a line runs.</summary>
public enum FastAxis
{
    /// <summary>Lines run along x.</summary>
    X,

    /// <summary>Lines run along y.</summary>
    Y,
}
