namespace NvScanner.Fitting.Engine;

/// <summary>What a fit of one spectrum is worth.</summary>
/// <param name="Reason">The reason code it would be reported with.</param>
/// <param name="PresentLines">Bit per line of the model that stands out of the noise.</param>
/// <param name="NoiseVariance">Factor from the covariance to variances: one, or the residuals' variance with equal weights.</param>
/// <param name="Chi2Reduced">Pearson chi-square per degree of freedom.</param>
/// <param name="DegreesOfFreedom">Used points minus parameters.</param>
internal readonly record struct Verdict(
    FitReason Reason, int PresentLines, double NoiseVariance, double Chi2Reduced, int DegreesOfFreedom)
{
    public bool IsUsable => Reason is FitReason.Ok or FitReason.Merged or FitReason.ModelInadequate;
}
