using NvScanner.Physics;
using NvScanner.Physics.Spin;

namespace NvScanner.Fitting;

/// <summary>Fields from the first two fitted lines of a spectrum, with errors from the whole covariance of their centres.</summary>
public static class FittedFields
{
    /// <summary>
    /// B parallel (T) and D (Hz) of a spectrum with two lines, and their variances: for merged lines the covariance of the centres is most
    /// of them. A known transverse field in T is taken into account exactly. NaN where two lines were not fitted.
    /// </summary>
    public static AxialField OfPair(FitResults results, int spectrum, double transverseTesla = 0)
    {
        Pair pair = PairOf(results, spectrum);
        return AxialField.FromPair(pair.LowerHz, pair.UpperHz, pair.LowerVariance, pair.UpperVariance, pair.Covariance, transverseTesla);
    }

    /// <summary>
    /// |B| (T) of a spectrum with two lines for a calibrated D with its standard error and strain E (Hz), in any direction:
    /// (gamma |B|)² = (f1² + f2² - f1 f2 - D² - 3 E²) / 3. A small error of D costs D dD / (3 gamma² |B|). NaN where the lines fit no field.
    /// </summary>
    public static FieldMagnitude Magnitude(
        FitResults results, int spectrum, double zeroFieldSplittingHz, double zeroFieldSplittingSigmaHz, double strainHz = 0)
    {
        Pair pair = PairOf(results, spectrum);
        (double axial, double transverse) = FieldInversion.SquaredComponents(
            new TransitionPair(pair.LowerHz, pair.UpperHz), zeroFieldSplittingHz, strainHz);
        if (!(axial + transverse > 0))
            return new FieldMagnitude(double.NaN, double.NaN, double.NaN);
        double magnitude = Math.Sqrt(axial + transverse);
        const double gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;
        double scale = 1 / (6 * gamma * gamma * magnitude); // d|B|/df = d(gamma² B²)/df / (2 gamma² |B|)
        double byLower = scale * (2 * pair.LowerHz - pair.UpperHz), byUpper = scale * (2 * pair.UpperHz - pair.LowerHz);
        double variance = byLower * byLower * pair.LowerVariance + byUpper * byUpper * pair.UpperVariance + 2 * byLower * byUpper * pair.Covariance;
        return new FieldMagnitude(magnitude, variance, scale * 2 * zeroFieldSplittingHz * zeroFieldSplittingSigmaHz);
    }

    private static Pair PairOf(FitResults results, int spectrum)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (results.LineCounts[spectrum] < 2)
            return new Pair(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        int first = spectrum * results.Lines;
        double lowerStd = results.CentreStdsHz[first], upperStd = results.CentreStdsHz[first + 1];
        return new Pair(
            results.CentresHz[first], results.CentresHz[first + 1], lowerStd * lowerStd, upperStd * upperStd, results.CentreCovariancesHz2[spectrum]);
    }

    private readonly record struct Pair(double LowerHz, double UpperHz, double LowerVariance, double UpperVariance, double Covariance);
}
