using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Fitting;

namespace NvScanner.Acquisition.Evaluation;

/// <summary>Fits batches of counts and reads them as field, zero-field splitting and photon rate. A workspace: one per thread, no allocation after the first batch.</summary>
internal sealed class SpectrumEvaluator
{
    private readonly FieldModel _model;
    private readonly SpectrumFitter _fitter;
    private readonly FitResults _results;

    public SpectrumEvaluator(FieldModel model, ReadOnlySpan<double> frequenciesHz, int capacity)
    {
        _model = model;
        _fitter = new SpectrumFitter(frequenciesHz, new FitOptions { Model = model.Fit, Statistics = FitStatistics.Poisson });
        _results = new FitResults(capacity, _fitter.MaximumLines);
    }

    /// <summary>Fits rows of counts, [spectrum, frequency].</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra) => _fitter.Fit(counts, spectra, _results);

    /// <summary>The reading of one fitted spectrum that sums so many sweeps.</summary>
    public PixelFit Read(int spectrum, uint sweeps)
    {
        var reason = (PixelReason)_results.Reasons[spectrum];
        var complete = _results.IsConverged(spectrum) && _results.LineCounts[spectrum] == _model.LineCount;
        if (!complete && reason == PixelReason.Ok)
            reason = PixelReason.NotConverged;
        return (complete ? ReadLines(spectrum, reason) : PixelFit.Undetermined(reason)) with
        {
            PhotonRate = TrueRate(_results.Baselines[spectrum], sweeps),
            PhotonRateError = TrueRateError(_results.Baselines[spectrum], _results.BaselineStds[spectrum], sweeps),
            ReducedChiSquare = _results.Chi2Reduced[spectrum],
        };
    }

    private PixelFit ReadLines(int spectrum, PixelReason reason)
    {
        var first = spectrum * _results.Lines;
        var both = _model.Lines == MeasuredLines.Both;
        var (centre, sigma) = (_results.CentresHz[first], _results.CentreStdsHz[first]);
        var (second, secondSigma) = both ? (_results.CentresHz[first + 1], _results.CentreStdsHz[first + 1]) : (double.NaN, double.NaN);
        var field = _model.FieldOf(centre, second, sigma * sigma, secondSigma * secondSigma, _results.CentreCovariancesHz2[spectrum]);
        if (!double.IsFinite(field.ParallelTesla) || !(field.ParallelVariance >= 0))
            return PixelFit.Undetermined(reason == PixelReason.Ok ? PixelReason.NotConverged : reason);
        var upperOnly = _model.Lines == MeasuredLines.Upper;
        return new PixelFit
        {
            Reason = reason,
            Converged = true,
            ParallelFieldTesla = field.ParallelTesla,
            ParallelFieldErrorTesla = Math.Sqrt(field.ParallelVariance),
            ZeroFieldSplittingHz = both ? field.ZeroFieldSplittingHz : double.NaN,
            ZeroFieldSplittingErrorHz = both ? Math.Sqrt(field.ZeroFieldSplittingVariance) : double.NaN,
            LowerHz = upperOnly ? double.NaN : centre,
            LowerErrorHz = upperOnly ? double.NaN : sigma,
            UpperHz = upperOnly ? centre : second,
            UpperErrorHz = upperOnly ? sigma : secondSigma,
            Contrast = Mean(_results.Contrasts, first),
            ContrastError = MeanError(_results.ContrastStds, first),
            LinewidthHz = Mean(_results.FwhmsHz, first),
            LinewidthErrorHz = MeanError(_results.FwhmStdsHz, first),
        };
    }

    private double Mean(double[] perLine, int first) =>
        _model.LineCount == 1 ? perLine[first] : 0.5 * (perLine[first] + perLine[first + 1]);

    private double MeanError(double[] perLine, int first) =>
        _model.LineCount == 1 ? perLine[first] : 0.5 * double.Hypot(perLine[first], perLine[first + 1]);

    // non-paralysable dead time: true = seen / (1 - seen * deadTime)
    private double TrueRate(double counts, uint sweeps)
    {
        var seen = counts / (sweeps * _model.DwellSeconds);
        return seen / (1 - seen * _model.DeadTimeSeconds);
    }

    private double TrueRateError(double counts, double countsError, uint sweeps)
    {
        var live = 1 - counts / (sweeps * _model.DwellSeconds) * _model.DeadTimeSeconds;
        return countsError / (sweeps * _model.DwellSeconds) / (live * live);
    }
}
