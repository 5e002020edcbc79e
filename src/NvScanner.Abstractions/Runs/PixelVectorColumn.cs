namespace NvScanner.Abstractions.Runs;

/// <summary>Three doubles per pixel of a page, interleaved x, y, z.</summary>
public enum PixelVectorColumn
{
    /// <summary>Position asked for, in metres in the sample frame.</summary>
    PositionSet,

    /// <summary>Position read back, in metres in the sample frame.</summary>
    PositionRead,

    /// <summary>The twin's total field in T in the sample frame.</summary>
    TrueField,

    /// <summary>The twin's sheet current density in A/m.</summary>
    TrueCurrentDensity,
}
