namespace NvScanner.Fitting.Curves;

/// <summary>The curve fitter for one model and lane width; the caller has checked every length.</summary>
internal interface ICurveEngine
{
    /// <summary>Fits curves of counts or, where `counts` is empty, of values.</summary>
    void Fit(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int curves, CurveFitResults results);
}
