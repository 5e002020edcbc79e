using NvScanner.Physics.Spin;

namespace NvScanner.Physics;

/// <summary>
/// Field along the NV axis and zero-field splitting from fitted line centres, with variances of the random part and the systematic
/// standard error that a calibrated D carries. Valid below the ground-state level anticrossing (102.4 mT); the sign is that of the bias, n·B &gt; 0.
/// </summary>
/// <param name="ParallelTesla">n·B in T; NaN where the lines fit no field.</param>
/// <param name="ParallelVariance">Variance of its random part in T².</param>
/// <param name="ParallelSystematicTesla">One standard error in T that all pixels share; 0 for a pair of lines.</param>
/// <param name="ZeroFieldSplittingHz">D in Hz: measured by a pair, the calibrated one for a single line.</param>
/// <param name="ZeroFieldSplittingVariance">Variance of D in Hz².</param>
public readonly record struct AxialField(
    double ParallelTesla,
    double ParallelVariance,
    double ParallelSystematicTesla,
    double ZeroFieldSplittingHz,
    double ZeroFieldSplittingVariance)
{
    private const double Gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;

    /// <summary>Field and D from both centres (Hz), without errors; see the overload for the transverse field.</summary>
    public static AxialField FromPair(double lowerHz, double upperHz, double transverseTesla = 0) =>
        FromPair(lowerHz, upperHz, 0, 0, 0, transverseTesla);

    /// <summary>
    /// Field and D from both centres (Hz), their variances and covariance (Hz²). For a bias along n, B = (f2 - f1)/2 gamma and D = (f1 + f2)/2;
    /// a known transverse field (T) is taken into account exactly.
    /// </summary>
    public static AxialField FromPair(
        double lowerHz, double upperHz, double lowerVariance, double upperVariance, double covariance, double transverseTesla = 0)
    {
        var field = (upperHz - lowerHz) / (2 * Gamma);
        var zeroFieldSplitting = 0.5 * (lowerHz + upperHz);
        // derivatives of the lines on axis; mixing by a transverse field changes them below
        double lowerByField = -Gamma, upperByField = Gamma, lowerByD = 1, upperByD = 1;
        var determinant = lowerByField * upperByD - upperByField * lowerByD;
        for (var step = 0; transverseTesla != 0 && step < 20; step++)
        {
            var levels = NvGroundState.Levels(zeroFieldSplitting, 0, new Vector3d(transverseTesla, 0, field));
            (lowerByField, upperByField) = (levels.Gradient(NvLine.Lower).Z, levels.Gradient(NvLine.Upper).Z);
            (lowerByD, upperByD) = (levels.ZeroFieldSplittingResponse(NvLine.Lower), levels.ZeroFieldSplittingResponse(NvLine.Upper));
            determinant = lowerByField * upperByD - upperByField * lowerByD;
            var lowerMissing = lowerHz - levels.Transitions.LowerHz;
            var upperMissing = upperHz - levels.Transitions.UpperHz;
            field += (lowerMissing * upperByD - upperMissing * lowerByD) / determinant;
            zeroFieldSplitting += (lowerByField * upperMissing - upperByField * lowerMissing) / determinant;
            if (Math.Abs(lowerMissing) + Math.Abs(upperMissing) < 1e-3) break;
        }
        double Propagate(double byLower, double byUpper) =>
            (byLower * byLower * lowerVariance + byUpper * byUpper * upperVariance + 2 * byLower * byUpper * covariance)
            / (determinant * determinant);
        return new AxialField(
            field, Propagate(upperByD, -lowerByD), 0, zeroFieldSplitting, Propagate(-upperByField, lowerByField));
    }

    /// <summary>
    /// Field from one centre (Hz, variance in Hz²) with a calibrated D and its standard error (Hz): the first gives the random variance, the
    /// second the systematic error. A known transverse field (T) is taken into account exactly.
    /// </summary>
    public static AxialField FromSingleLine(
        NvLine line, double frequencyHz, double variance, double zeroFieldSplittingHz, double zeroFieldSplittingSigmaHz, double transverseTesla = 0)
    {
        double byField = line == NvLine.Lower ? -Gamma : Gamma, byD = 1;
        var field = (frequencyHz - zeroFieldSplittingHz) / byField;
        for (var step = 0; transverseTesla != 0 && step < 20; step++)
        {
            var levels = NvGroundState.Levels(zeroFieldSplittingHz, 0, new Vector3d(transverseTesla, 0, field));
            (byField, byD) = (levels.Gradient(line).Z, levels.ZeroFieldSplittingResponse(line));
            var missing = frequencyHz - levels.Transitions[line];
            field += missing / byField;
            if (Math.Abs(missing) < 1e-3) break;
        }
        return new AxialField(
            field, variance / (byField * byField), Math.Abs(byD / byField) * zeroFieldSplittingSigmaHz,
            zeroFieldSplittingHz, zeroFieldSplittingSigmaHz * zeroFieldSplittingSigmaHz);
    }
}
