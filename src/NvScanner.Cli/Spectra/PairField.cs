using NvScanner.Fitting;
using NvScanner.Physics;

namespace NvScanner.Cli.Spectra;

/// <summary>Field and zero-field splitting that a pair of fitted lines shows.</summary>
/// <param name="ParallelFieldTesla">Field along the NV axis in T.</param>
/// <param name="ParallelFieldStdTesla">One standard deviation in T.</param>
/// <param name="ZeroFieldSplittingHz">D in Hz.</param>
internal sealed record PairField(double ParallelFieldTesla, double ParallelFieldStdTesla, double ZeroFieldSplittingHz)
{
    // temperature and strain move D by some MHz; a mean of two lines further off says that they are not the two transitions of one NV
    private const double LargestShiftOfDHz = 20e6;

    /// <summary>The field of a converged spectrum with two lines; null for other numbers of lines and for pairs whose mean is no D of an NV.</summary>
    public static PairField? Of(FitResults results, int spectrum)
    {
        if (results.LineCounts[spectrum] != 2)
            return null;
        var field = FittedFields.OfPair(results, spectrum);
        return Math.Abs(field.ZeroFieldSplittingHz - PhysicalConstants.NominalZeroFieldSplittingHz) <= LargestShiftOfDHz
            ? new PairField(field.ParallelTesla, Math.Sqrt(field.ParallelVariance), field.ZeroFieldSplittingHz)
            : null;
    }
}
