using NvScanner.Fitting;
using NvScanner.Fitting.Spectra;

namespace NvScanner.Cli.Spectra;

/// <summary>Fits whole tables of spectra and turns the fitter's arrays into one record per spectrum.</summary>
internal static class SpectrumFits
{
    /// <summary>Fits every spectrum of a file, each with the statistics that its column's name asks for.</summary>
    public static IEnumerable<FittedSpectrum> Fit(SpectrumFile file, FitModel model)
    {
        var options = new FitOptions { Model = model };
        for (var index = 0; index < file.Spectra.Count; index++)
            yield return Describe(file.Source, index, FitOne(file, index, options), 0);
    }

    private static FitResults FitOne(SpectrumFile file, int index, FitOptions options)
    {
        try
        {
            return file.Fit(index, options);
        }
        catch (ArgumentException error)
        {
            // the name of a parameter of the fitter says nothing to whoever wrote the file
            throw new BadInputException($"{file.Source}: {error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal)}", error);
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
