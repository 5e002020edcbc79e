namespace NvScanner.Abstractions.Scanning;

/// <summary>Which of the two transitions a plan measures; lower and upper as sorted by frequency.</summary>
public enum MeasuredLines
{
    /// <summary>Both: B and D from one fit.</summary>
    Both,

    /// <summary>Only the lower; B needs the calibrated D.</summary>
    Lower,

    /// <summary>Only the upper; B needs the calibrated D.</summary>
    Upper,
}
