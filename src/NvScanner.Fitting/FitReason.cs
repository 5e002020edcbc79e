namespace NvScanner.Fitting;

/// <summary>Why a fitted value can or cannot be used; the numbers are those of `/entry/map/reason` in the run file.</summary>
public enum FitReason : byte
{
    /// <summary>The fit converged and every line of the model is there.</summary>
    Ok = 0,

    /// <summary>No usable value was handed in (all NaN, or too few points for the model).</summary>
    NotMeasured = 1,

    /// <summary>The iteration did not settle.</summary>
    NotConverged = 2,

    /// <summary>A centre left the swept windows or a width reached its limit.</summary>
    AtBound = 3,

    /// <summary>Two lines are closer than their width: centres are correlated, their full covariance counts.</summary>
    Merged = 4,

    /// <summary>No line, or fewer lines than the model has, stands out of the noise.</summary>
    NoDip = 5,

    /// <summary>A count reached the counter's ceiling.</summary>
    Saturated = 6,

    /// <summary>Too few photons for the model, or for the error bar of a narrow line to be believed.</summary>
    TooFewCounts = 7,

    /// <summary>The fit converged, but its chi-square says that the model does not describe the data.</summary>
    ModelInadequate = 8,

    /// <summary>The frequency lock was lost (set by acquisition).</summary>
    LockLost = 9,

    /// <summary>Sweeps or single points that disagree with the others were left out; the fit without them is good, or there was nothing left to fit.</summary>
    OutlierSweeps = 10,

    /// <summary>The pixel was skipped by a limit or a trip (set by acquisition).</summary>
    Skipped = 11,
}
