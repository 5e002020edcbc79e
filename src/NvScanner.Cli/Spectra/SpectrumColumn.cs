namespace NvScanner.Cli.Spectra;

/// <summary>One spectrum of a file.</summary>
/// <param name="Name">Head of the column.</param>
/// <param name="Values">Values by frequency; NaN where nothing was measured.</param>
internal sealed record SpectrumColumn(string Name, double[] Values)
{
    /// <summary>Whether the values are photon counts, whose noise is Poisson's.</summary>
    public bool IsCounts => Name == "counts";
}
