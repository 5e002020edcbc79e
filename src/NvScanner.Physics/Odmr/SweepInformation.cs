namespace NvScanner.Physics.Odmr;

/// <summary>
/// Fisher information of Poisson counts over a frequency grid and the Cramér-Rao bounds that follow, with the baseline and every line's centre,
/// contrast and linewidth unknown: I_ab = sum (d_a mu)(d_b mu)/mu. What no unbiased fit of the same parameters can beat.
/// </summary>
public static class SweepInformation
{
    /// <summary>
    /// Covariance bound of the centres in Hz², row-major [line, line], for a grid in Hz, mean off-resonance counts per grid point, the
    /// lines and the offsets (Hz) of their hyperfine components. Returns false, and NaN, where the grid does not determine every parameter.
    /// </summary>
    public static bool TryCentreCovariance(
        ReadOnlySpan<double> frequenciesHz, double countsPerPoint, ReadOnlySpan<OdmrLine> lines, ReadOnlySpan<double> hyperfineOffsetsHz, Span<double> covarianceHz2)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(covarianceHz2.Length, lines.Length * lines.Length, nameof(covarianceHz2));
        var parameters = 1 + 3 * lines.Length;
        Span<double> gradient = stackalloc double[parameters];
        var information = new double[parameters, parameters];
        foreach (var frequency in frequenciesHz)
        {
            var signal = Gradient(frequency, lines, hyperfineOffsetsHz, gradient);
            for (var a = 0; a < parameters; a++)
                for (var b = 0; b <= a; b++)
                    information[a, b] += countsPerPoint * gradient[a] * gradient[b] / signal;
        }
        var inverted = PositiveDefinite.TryInvert(information);
        for (var i = 0; i < lines.Length; i++)
            for (var j = 0; j < lines.Length; j++)
                covarianceHz2[i * lines.Length + j] =
                    inverted ? information[1 + 3 * i, 1 + 3 * j] * lines[i].LinewidthHz * lines[j].LinewidthHz : double.NaN;
        return inverted;
    }

    /// <summary>
    /// Bound on the standard error of B_parallel in T: from the difference of the centres for two lines, from the one centre with D known
    /// for one line; NaN where the grid does not determine every parameter.
    /// </summary>
    public static double ParallelFieldSigma(
        ReadOnlySpan<double> frequenciesHz, double countsPerPoint, ReadOnlySpan<OdmrLine> lines, ReadOnlySpan<double> hyperfineOffsetsHz)
    {
        if (lines.Length is not (1 or 2)) throw new ArgumentException("The field follows from one line or from two.", nameof(lines));
        Span<double> covariance = stackalloc double[lines.Length * lines.Length];
        TryCentreCovariance(frequenciesHz, countsPerPoint, lines, hyperfineOffsetsHz, covariance);
        var sigmaHz = lines.Length == 1
            ? Math.Sqrt(covariance[0])
            : 0.5 * Math.Sqrt(covariance[0] + covariance[3] - covariance[1] - covariance[2]);
        return sigmaHz / PhysicalConstants.GyromagneticRatioHzPerTesla;
    }

    /// <summary>Counts per grid point at which the bound on B_parallel falls to the given standard error (T); the bound falls with the root of the counts.</summary>
    public static double CountsPerPointForSigma(
        ReadOnlySpan<double> frequenciesHz, double sigmaTesla, ReadOnlySpan<OdmrLine> lines, ReadOnlySpan<double> hyperfineOffsetsHz)
    {
        var ratio = ParallelFieldSigma(frequenciesHz, 1, lines, hyperfineOffsetsHz) / sigmaTesla;
        return ratio * ratio;
    }

    // normalised signal and its derivatives: ln N0, then per line centre/width, contrast, ln width; scaled so that the matrix is well conditioned
    private static double Gradient(double frequencyHz, ReadOnlySpan<OdmrLine> lines, ReadOnlySpan<double> offsets, Span<double> gradient)
    {
        var signal = 1.0;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            double byCentre = 0, byContrast = 0, byWidth = 0;
            foreach (var offset in offsets)
            {
                var u = 2 * (frequencyHz - line.CentreHz - offset) / line.LinewidthHz;
                var shape = 1 / (1 + u * u);
                byContrast -= shape;
                byCentre -= 4 * u * shape * shape;
                byWidth -= 2 * u * u * shape * shape;
            }
            gradient[1 + 3 * i] = line.Contrast * byCentre / offsets.Length;
            gradient[2 + 3 * i] = byContrast / offsets.Length;
            gradient[3 + 3 * i] = line.Contrast * byWidth / offsets.Length;
            signal += line.Contrast * byContrast / offsets.Length;
        }
        gradient[0] = signal;
        return signal;
    }
}
