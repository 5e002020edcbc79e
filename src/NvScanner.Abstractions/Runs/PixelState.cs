namespace NvScanner.Abstractions.Runs;

/// <summary>Value of /entry/raw/pixel_state, the commit point of a pixel.</summary>
public enum PixelState : byte
{
    /// <summary>Not measured.</summary>
    NotMeasured = 0,

    /// <summary>Measured and fitted.</summary>
    Valid = 1,

    /// <summary>Measured; the reason map says what is wrong.</summary>
    Flagged = 2,
}
