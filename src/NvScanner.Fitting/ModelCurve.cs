using NvScanner.Physics;

namespace NvScanner.Fitting;

/// <summary>Draws fitted spectra.</summary>
public static class ModelCurve
{
    /// <summary>Evaluates the fitted curve of a spectrum, in its counts or value units, at the given frequencies in Hz; NaN where nothing was fitted.</summary>
    public static void Evaluate(FitResults results, int spectrum, ReadOnlySpan<double> frequenciesHz, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(results);
        if (values.Length != frequenciesHz.Length)
            throw new ArgumentException($"{frequenciesHz.Length} frequencies, but room for {values.Length} values.", nameof(values));
        FitModel model = results.Models[spectrum];
        double baseline = results.Baselines[spectrum];
        ReadOnlySpan<double> offsetsHz = Offsets(model.Multiplet);
        double stretch = offsetsHz.Length > 1 ? results.SpacingsHz[spectrum] / (offsetsHz[1] - offsetsHz[0]) : 1;
        for (int i = 0; i < values.Length; i++)
        {
            double t = (frequenciesHz[i] - results.MiddleHz) / results.HalfSpanHz;
            values[i] = baseline + t * (results.BaselineSlopes[spectrum] + t * results.BaselineCurvatures[spectrum]);
        }
        for (int line = 0; line < results.LineCounts[spectrum]; line++)
        {
            int at = spectrum * results.Lines + line;
            double depth = results.Contrasts[at] * Math.Abs(baseline) / offsetsHz.Length;
            foreach (double offsetHz in offsetsHz)
                for (int i = 0; i < values.Length; i++)
                {
                    double u = 2 * (frequenciesHz[i] - results.CentresHz[at] - stretch * offsetHz) / results.FwhmsHz[at];
                    values[i] -= depth * Profile(model.Shape, u, results.Mixings[spectrum]);
                }
        }
    }

    /// <summary>Offsets of a multiplet's components from its centre in Hz (Smeltzer et al. 2009 for 14N, Felton et al. 2009 for 15N).</summary>
    internal static ReadOnlySpan<double> Offsets(Hyperfine multiplet) => multiplet switch
    {
        Hyperfine.Nitrogen14 => [-PhysicalConstants.Nitrogen14SplittingHz, 0, PhysicalConstants.Nitrogen14SplittingHz],
        Hyperfine.Nitrogen15 => [-PhysicalConstants.Nitrogen15SplittingHz / 2, PhysicalConstants.Nitrogen15SplittingHz / 2],
        _ => [0],
    };

    /// <summary>The profile of a line at u = 2 (f - centre) / FWHM.</summary>
    internal static double Profile(LineShape shape, double u, double mixing)
    {
        double lorentzian = 1 / (1 + u * u);
        double gaussian = Math.Exp(-Math.Log(2) * u * u);
        return shape switch
        {
            LineShape.Lorentzian => lorentzian,
            LineShape.Gaussian => gaussian,
            LineShape.Voigt => mixing * lorentzian + (1 - mixing) * gaussian,
            LineShape.LorentzianDerivative => 16 / (3 * Math.Sqrt(3)) * u * lorentzian * lorentzian,
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }
}
