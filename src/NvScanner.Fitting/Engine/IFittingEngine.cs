namespace NvScanner.Fitting.Engine;

/// <summary>The fitter for one lane width; the caller has checked every length.</summary>
internal interface IFittingEngine
{
    /// <summary>Fits spectra of counts or, where `counts` is empty, of values, into results from number `first` on.</summary>
    void Fit(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results, int first = 0);
}
