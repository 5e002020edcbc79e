using NvScanner.Fitting;

namespace NvScanner.Benchmarks;

/// <summary>Fits of 201-point two-line spectra, start values included, one thread, against one inline lmfit fit with a ready-made start.</summary>
internal static class FitBenchmark
{
    private const int Spectra = 4096;

    public static Task RunAsync()
    {
        foreach (var points in new[] { 101, 201 })
        {
            var frequencies = Plans.Map(1, 1, points).Protocol.FrequenciesHz();
            var counts = SyntheticCounts.Create(frequencies, Spectra, 3000, seed: 3);
            var lmfitSeconds = 1e-3 * Contest.Python("lmfit_fit.py", points.ToString(System.Globalization.CultureInfo.InvariantCulture), "30");
            foreach (var model in new[] { "lorentzian2", "n14-triplet2" })
            {
                var fitter = new SpectrumFitter(frequencies, new FitOptions { Model = FitModel.Parse(model), Statistics = FitStatistics.Poisson });
                var results = new FitResults(Spectra, fitter.MaximumLines);
                fitter.Fit(counts, Spectra, results);
                var seconds = Contest.Median(Enumerable.Range(0, 5).Select(_ => Contest.Seconds(() => fitter.Fit(counts, Spectra, results)))) / Spectra;
                Contest.Row($"{model}, {points} points", 1e6 * seconds, "us/fit", "");
                Contest.Row($"{model}, {points} points: inline lmfit / ours", lmfitSeconds / seconds, "x", "");
            }
        }

        return Task.CompletedTask;
    }
}
