namespace NvScanner.Abstractions.Scanning;

/// <summary>Direction in which a pixel was passed; the values of /entry/raw/direction.</summary>
public enum ScanDirection : byte
{
    /// <summary>Along the fast axis.</summary>
    Forward = 0,

    /// <summary>Against the fast axis.</summary>
    Backward = 1,
}
