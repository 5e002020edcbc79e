namespace NvScanner.Physics;

/// <summary>Which of the two transitions from the lowest ground level, sorted by frequency.</summary>
public enum NvLine
{
    /// <summary>The lower frequency.</summary>
    Lower,

    /// <summary>The upper frequency.</summary>
    Upper,
}
