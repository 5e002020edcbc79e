using NvScanner.Fitting;

namespace NvScanner.Cli.Spectra;

/// <summary>Fits whole tables of spectra and turns the fitter's arrays into one record per spectrum.</summary>
internal static class SpectrumFits
{
    /// <summary>Fits every column of a table: Poisson for `counts`, else weighted by sigma, else with equal weights.</summary>
    public static IEnumerable<FittedSpectrum> Fit(SpectrumTable table, FitModel model)
    {
        for (var index = 0; index < table.Columns.Count; index++)
        {
            var column = table.Columns[index];
            var statistics = column.IsCounts ? FitStatistics.Poisson : table.Sigmas is null ? FitStatistics.Unweighted : FitStatistics.Weighted;
            var fitter = new SpectrumFitter(table.FrequenciesHz, new FitOptions { Model = model, Statistics = statistics });
            var results = new FitResults(1, fitter.MaximumLines);
            if (column.IsCounts && !column.Values.Any(double.IsNaN))
                fitter.Fit(Array.ConvertAll(column.Values, v => (uint)v), 1, results);
            else
                fitter.Fit(column.Values, statistics == FitStatistics.Weighted ? table.Sigmas : [], 1, results);
            yield return Describe(table.Source, index, results, 0);
        }
    }

    /// <summary>One fitted spectrum of a batch as a record.</summary>
    public static FittedSpectrum Describe(string source, int index, FitResults results, int spectrum)
    {
        var converged = results.IsConverged(spectrum);
        var described = new FittedSpectrum
        {
            Source = source,
            Index = index,
            Model = results.Models[spectrum].Name,
            Converged = converged,
            Reason = ReasonWords.Of(results.Reasons[spectrum]),
            Baseline = Finite(results.Baselines[spectrum]),
            Chi2Reduced = Finite(results.Chi2Reduced[spectrum]),
            DegreesOfFreedom = results.DegreesOfFreedom[spectrum] > 0 ? results.DegreesOfFreedom[spectrum] : null,
        };
        if (!converged)
            return described;
        var field = PairField.Of(results, spectrum);
        return described with
        {
            CentresHz = Lines(results.CentresHz, results, spectrum),
            CentreStdsHz = Lines(results.CentreStdsHz, results, spectrum),
            Contrasts = Lines(results.Contrasts, results, spectrum),
            FwhmsHz = Lines(results.FwhmsHz, results, spectrum),
            ParallelFieldTesla = field?.ParallelFieldTesla,
            ParallelFieldStdTesla = field?.ParallelFieldStdTesla,
            ZeroFieldSplittingHz = field?.ZeroFieldSplittingHz,
        };
    }

    private static double?[] Lines(double[] values, FitResults results, int spectrum) =>
        Array.ConvertAll(values.AsSpan(spectrum * results.Lines, results.LineCounts[spectrum]).ToArray(), Finite);

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
