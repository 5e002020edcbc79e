namespace NvScanner.Reporting.Drawing;

/// <summary>Which point of a text its position names; the height is always the baseline.</summary>
public enum TextAnchor
{
    /// <summary>Left end.</summary>
    Start,

    /// <summary>Middle.</summary>
    Middle,

    /// <summary>Right end.</summary>
    End,
}
