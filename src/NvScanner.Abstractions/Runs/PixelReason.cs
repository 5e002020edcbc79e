namespace NvScanner.Abstractions.Runs;

/// <summary>Value of /entry/map/reason.</summary>
public enum PixelReason : byte
{
    /// <summary>Nothing is wrong.</summary>
    Ok = 0,

    /// <summary>Not measured.</summary>
    NotMeasured = 1,

    /// <summary>The fit did not converge.</summary>
    NotConverged = 2,

    /// <summary>A parameter ended at its bound.</summary>
    AtBound = 3,

    /// <summary>The dips are closer than their width.</summary>
    Merged = 4,

    /// <summary>There is no dip.</summary>
    NoDip = 5,

    /// <summary>The counter was saturated.</summary>
    Saturated = 6,

    /// <summary>Too few counts.</summary>
    TooFewCounts = 7,

    /// <summary>The model does not describe the data.</summary>
    ModelInadequate = 8,

    /// <summary>The tracking lost its line.</summary>
    LockLost = 9,

    /// <summary>Some sweeps are outliers.</summary>
    OutlierSweeps = 10,

    /// <summary>Skipped by a limit or a trip.</summary>
    Skipped = 11,

    /// <summary>Measured, but the instruments have not vouched for themselves since.</summary>
    Unvouched = 12,
}
