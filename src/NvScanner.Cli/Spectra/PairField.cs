using NvScanner.Fitting;

namespace NvScanner.Cli.Spectra;

/// <summary>Field and zero-field splitting of a fitted pair of lines.</summary>
/// <param name="ParallelFieldTesla">Field along the NV axis in T.</param>
/// <param name="ParallelFieldStdTesla">One standard deviation in T.</param>
/// <param name="ZeroFieldSplittingHz">D in Hz.</param>
internal sealed record PairField(double ParallelFieldTesla, double ParallelFieldStdTesla, double ZeroFieldSplittingHz)
{
    /// <summary>The field of a spectrum with two lines; null for other numbers of lines, which need more knowledge than a spectrum has.</summary>
    public static PairField? Of(FitResults results, int spectrum)
    {
        if (results.LineCounts[spectrum] != 2)
            return null;
        // TEMPORARY until AxialField is merged
        return null;
    }
}
