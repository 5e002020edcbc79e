namespace NvScanner.Abstractions.Scanning;

/// <summary>Order in which the pixels are visited.</summary>
public enum ScanPath
{
    /// <summary>Every line along the fast axis in the same direction.</summary>
    Raster,

    /// <summary>Every other line backwards.</summary>
    Snake,

    /// <summary>Sub-lattices of every fourth pixel in each direction, so that every completed pass is a full-field snapshot.</summary>
    Interleaved,
}
