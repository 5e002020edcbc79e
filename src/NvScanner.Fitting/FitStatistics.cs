namespace NvScanner.Fitting;

/// <summary>What is known of the noise of a spectrum.</summary>
public enum FitStatistics
{
    /// <summary>Photon counts: the Poisson likelihood is maximised.</summary>
    Poisson,

    /// <summary>Values with a stated standard deviation each: weighted least squares.</summary>
    Weighted,

    /// <summary>Values without errors: equal weights, and the noise is taken from the residuals.</summary>
    Unweighted,
}
