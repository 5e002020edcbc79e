namespace NvScanner.Fitting.Spectra;

/// <summary>Spectra on one frequency grid, as read from a file; immutable.</summary>
public sealed class SpectrumFile
{
    internal SpectrumFile(
        string source, IReadOnlyDictionary<string, string> header, double[] frequenciesHz, IReadOnlyList<SpectrumColumn> spectra, double[]? sigmas)
    {
        Source = source;
        Header = header;
        FrequenciesHz = frequenciesHz;
        Spectra = spectra;
        Sigmas = sigmas;
    }

    /// <summary>The name of the column of photon counts, the only one that gets Poisson statistics.</summary>
    public const string CountsColumn = "counts";

    /// <summary>Where the spectra come from.</summary>
    public string Source { get; }

    /// <summary>The `# key: value` lines.</summary>
    public IReadOnlyDictionary<string, string> Header { get; }

    /// <summary>Frequencies in Hz, strictly ascending.</summary>
    public double[] FrequenciesHz { get; }

    /// <summary>The value columns in file order, one spectrum each.</summary>
    public IReadOnlyList<SpectrumColumn> Spectra { get; }

    /// <summary>The standard deviation of each row's values, or null.</summary>
    public double[]? Sigmas { get; }

    /// <summary>What is known of the noise of a spectrum: Poisson for a column named `counts`, else weighted where there is a `sigma`.</summary>
    public FitStatistics StatisticsOf(int spectrum) => Spectra[spectrum].Name == CountsColumn ? FitStatistics.Poisson
        : Sigmas is null ? FitStatistics.Unweighted
        : FitStatistics.Weighted;

    /// <summary>
    /// Fits one spectrum with its own statistics (those in `options` are replaced), without its missing points;
    /// <see cref="SpectrumFormatException"/> when fewer points are left than the model needs.
    /// </summary>
    public FitResults Fit(int spectrum, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = options with { Statistics = StatisticsOf(spectrum) };
        SpectrumColumn column = Spectra[spectrum];
        int[] rows = [.. Enumerable.Range(0, column.Values.Length).Where(row => !double.IsNaN(column.Values[row]))];
        int needed = SpectrumFitter.PointsNeeded(options);
        if (rows.Length < needed)
            throw new SpectrumFormatException(Source, 0, FormattableString.Invariant(
                $"column '{column.Name}' has {rows.Length} {(rows.Length == 1 ? "point" : "points")}; the model {options.Model} needs at least {needed}. Measure more points or choose a model of fewer lines."));
        SpectrumFitter fitter = new(Pick(FrequenciesHz, rows), options);
        FitResults results = new(1, fitter.MaximumLines);
        double[] values = Pick(column.Values, rows);
        if (options.Statistics == FitStatistics.Poisson)
            fitter.Fit(Array.ConvertAll(values, value => (uint)value), 1, results);
        else
            fitter.Fit(values, options.Statistics == FitStatistics.Weighted ? Pick(Sigmas!, rows) : [], 1, results);
        return results;
    }

    private static double[] Pick(double[] values, int[] rows) => Array.ConvertAll(rows, row => values[row]);
}
