using System.Collections.Concurrent;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>Makes, fits and judges the spectra of a point.</summary>
internal static class AccuracyMeasurement
{
    public const int Spectra = 20_000;
    private const int Batch = 500; // divides every number of spectra
    private const ulong Seed = 20261122;

    private static readonly ConcurrentDictionary<int, Lazy<AccuracyResult>> Known = new();

    /// <summary>The fitter's result on photon counts, measured once per test run.</summary>
    public static AccuracyResult Of(AccuracyPoint point) =>
        Known.GetOrAdd(point.Number, _ => new Lazy<AccuracyResult>(() => Measure(point, FitStatistics.Poisson, Spectra))).Value;

    /// <summary>The same by other statistics; of weighted ones, sigma is the root of each count, which is wrong of counts.</summary>
    public static AccuracyResult Measure(AccuracyPoint point, FitStatistics statistics, int spectra)
    {
        double[] grid = point.FrequenciesHz, bounds = CramerRaoBound.Of(point);
        Some.Line[] truth = point.Lines;
        double[] means = point.Means(grid, point.Counts, truth);
        SpectrumFitter fitter = new(grid, new FitOptions { Model = FitModel.Parse(point.Model), Statistics = statistics, BaselineDegree = 0 });
        FitResults results = new(Batch, fitter.MaximumLines);
        uint[] counts = new uint[Batch * grid.Length];
        double[] values = new double[statistics == FitStatistics.Poisson ? 0 : counts.Length], sigmas = new double[values.Length];
        Tally[] tallies = [.. bounds.Select(_ => new Tally())];
        int converged = 0, beyond = 0;
        Dictionary<FitReason, int> others = [];
        for (int first = 0; first < spectra; first += Batch)
        {
            Draw(point, means, first, counts);
            if (statistics == FitStatistics.Poisson)
            {
                fitter.Fit(counts, Batch, results);
            }
            else
            {
                for (int i = 0; i < values.Length; i++)
                    (values[i], sigmas[i]) = (counts[i], Math.Sqrt(Math.Max(counts[i], 1)));
                fitter.Fit(values, sigmas, Batch, results);
            }
            for (int spectrum = 0; spectrum < Batch; spectrum++)
            {
                if (!results.IsConverged(spectrum))
                {
                    FitReason reason = results.Reasons[spectrum];
                    others[reason] = others.GetValueOrDefault(reason) + 1;
                    continue;
                }
                converged++;
                beyond += Add(results, spectrum, truth, tallies) > 5 ? 1 : 0;
            }
        }
        return new AccuracyResult(
            bounds.Take(truth.Length).Max() / point.FwhmHz, point.IsAsymptotic(bounds.Take(truth.Length).Max()), converged / (double)spectra,
            Worst(tallies.Zip(bounds, (tally, bound) => Math.Abs(tally.MeanError) / bound), 0),
            Worst(tallies.Zip(bounds, (tally, bound) => tally.ErrorWidth / bound), 1),
            Worst(tallies.Select(tally => tally.PullWidth), 1), beyond / (double)Math.Max(converged, 1),
            others.Count == 0 ? null : others.MaxBy(other => other.Value).Key);
    }

    // the noise of a count depends on its point, spectrum and place alone
    private static void Draw(AccuracyPoint point, double[] means, int first, uint[] counts)
    {
        CounterNoise noise = new(Seed);
        ulong ofPoint = CounterNoise.Key(Seed, point.Number);
        for (int spectrum = 0; spectrum < Batch; spectrum++)
        {
            ulong ofSpectrum = CounterNoise.Key(ofPoint, first + spectrum);
            for (int i = 0; i < means.Length; i++)
            {
                noise.Restart(CounterNoise.Key(ofSpectrum, i));
                counts[spectrum * means.Length + i] = noise.Poisson(means[i]);
            }
        }
    }

    // the largest pull of the spectrum
    private static double Add(FitResults results, int spectrum, Some.Line[] truth, Tally[] tallies)
    {
        int at = spectrum * results.Lines;
        double[] errors = new double[tallies.Length], stds = new double[tallies.Length];
        for (int line = 0; line < truth.Length; line++)
        {
            errors[line] = results.CentresHz[at + line] - truth[line].CentreHz;
            stds[line] = results.CentreStdsHz[at + line];
        }
        if (truth.Length == 2)
        {
            errors[2] = errors[1] - errors[0];
            stds[2] = Math.Sqrt(stds[0] * stds[0] + stds[1] * stds[1] - 2 * results.CentreCovariancesHz2[spectrum]);
        }
        double largest = 0;
        for (int i = 0; i < tallies.Length; i++)
        {
            tallies[i].Add(errors[i], errors[i] / stds[i]);
            largest = Math.Max(largest, Math.Abs(errors[i] / stds[i]));
        }
        return largest;
    }

    private static double Worst(IEnumerable<double> figures, double ideal) =>
        figures.Aggregate(ideal, (worst, figure) => Math.Abs(figure - ideal) >= Math.Abs(worst - ideal) || double.IsNaN(figure) ? figure : worst);

    private sealed class Tally
    {
        private double _count, _errors, _squaredErrors, _pulls, _squaredPulls;

        public double MeanError => _errors / _count;

        public double ErrorWidth => Math.Sqrt(_squaredErrors / _count - MeanError * MeanError);

        public double PullWidth => Math.Sqrt(_squaredPulls / _count - Math.Pow(_pulls / _count, 2));

        public void Add(double error, double pull)
        {
            _count++;
            _errors += error;
            _squaredErrors += error * error;
            _pulls += pull;
            _squaredPulls += pull * pull;
        }
    }
}
