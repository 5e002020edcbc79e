using NvScanner.Fitting;
using NvScanner.Reporting.Figures;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Runs;

/// <summary>Refits single spectra of a run with the run's own model, so that the fitted curve can be drawn.</summary>
internal sealed class SpectrumRefit
{
    private readonly RunFile _run;
    private readonly double[] _frequenciesHz;
    private readonly SpectrumFitter? _fitter;

    public SpectrumRefit(RunFile run)
    {
        _run = run;
        _frequenciesHz = run.FrequenciesHz;
        if (FitModel.TryParse(run.FitModel, out var model, out _) && model is not null)
            _fitter = new(_frequenciesHz, new() { Model = model });
    }

    /// <summary>Counts and fit of one pixel, named and described by the caller; the curve is absent where the refit does not converge.</summary>
    public (SpectrumData Data, int DegreesOfFreedom) Read(int frame, int iy, int ix, string name, string description)
    {
        var counts = _run.ReadCounts(frame, iy, ix);
        var data = new SpectrumData
        {
            Name = name,
            Description = description,
            FrequenciesHz = _frequenciesHz,
            Counts = [.. counts.Select(c => (double)c)],
        };
        if (_fitter is null)
            return (data, 0);
        var results = new FitResults(1, _fitter.MaximumLines);
        _fitter.Fit(counts, 1, results);
        if (!results.IsConverged(0))
            return (data, 0);
        data = data with
        {
            Curve = frequencies => Evaluate(results, frequencies),
            Fit = Evaluate(results, _frequenciesHz),
            CentresHz = [.. results.CentresHz.Take(results.LineCounts[0])],
        };
        return (data, results.DegreesOfFreedom[0]);
    }

    private static double[] Evaluate(FitResults results, double[] frequenciesHz)
    {
        var values = new double[frequenciesHz.Length];
        ModelCurve.Evaluate(results, 0, frequenciesHz, values);
        return values;
    }
}
