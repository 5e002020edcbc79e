using NvScanner.Fitting.Tests.Support;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests;

/// <summary>Bounds of merged pairs from the likelihood's profile.</summary>
public class MergedProfileTests(ITestOutputHelper output)
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);

    [Theory]
    [InlineData(4e6, 7e6, 0, 300)]
    [InlineData(5e6, 7e6, 0, 300)]
    public void Two_thirds_of_the_intervals_hold_the_truth(double splitting, double fwhm, double difference, int spectra) =>
        Check(splitting, fwhm, difference, spectra);

    [Theory]
    [Trait("tier", "full")]
    [InlineData(3e6, 7e6, 0, 3000)]
    [InlineData(4e6, 7e6, 0, 3000)]
    [InlineData(6e6, 7e6, 0.03, 3000)]
    [InlineData(2e6, 6e6, 0, 1000)]
    [InlineData(3e6, 6e6, 0.03, 1000)]
    [InlineData(3.5e6, 6e6, 0.05, 1000)]
    public void Two_thirds_of_many_intervals_hold_the_truth(double splitting, double fwhm, double difference, int spectra) =>
        Check(splitting, fwhm, difference, spectra);

    [Fact]
    public void Bounds_of_a_centre_are_where_the_deviance_has_risen_by_one()
    {
        (double[] means, _) = Means(5e6, 7e6, 0, 50000);
        uint[] counts = Some.Counts(means, new CounterNoise(3));
        FitResults results = Fit(counts, 1);
        Assert.Equal(FitReason.Merged, results.Reasons[0]);
        Assert.True(results.CentreLowersHz[0] < results.CentresHz[0] && results.CentresHz[0] < results.CentreUppersHz[0]);
        // the same by brute force, in a model of its own: steepest descent over all but the centre, from the fit
        double best = Deviance(counts, results, 0, results.CentresHz[0]);
        Assert.Equal(1, Deviance(counts, results, 0, results.CentreLowersHz[0]) - best, 0.02);
        Assert.Equal(1, Deviance(counts, results, 0, results.CentreUppersHz[0]) - best, 0.02);
        double splitting = results.CentresHz[1] - results.CentresHz[0];
        Assert.InRange(splitting, results.SplittingLowersHz[0], results.SplittingUppersHz[0]);
        Assert.True(results.SplittingLowersHz[0] > 0);
    }

    [Fact]
    public void What_is_not_merged_or_not_asked_for_has_no_bounds()
    {
        (double[] apart, _) = Means(30e6, 7e6, 0, 5000);
        FitResults results = Fit(Some.Counts(apart, new CounterNoise(1)), 1);
        Assert.True(double.IsNaN(results.CentreLowersHz[0]) && double.IsNaN(results.SplittingUppersHz[0]));
        (double[] merged, _) = Means(5e6, 7e6, 0, 50000);
        FitResults plain = Some.Fit(Grid, Some.Counts(merged, new CounterNoise(3)), "lorentzian2");
        Assert.True(double.IsNaN(plain.CentreLowersHz[0]));
    }

    [Fact]
    public void Bounds_do_not_depend_on_the_company_and_cost_no_memory()
    {
        uint[][] spectra = [.. Enumerable.Range(0, 19).Select(i => Some.Counts(Means(i % 3 == 2 ? 40e6 : 4.5e6, 7e6, 0, 50000).Means, new CounterNoise((ulong)i)))];
        uint[] batch = [.. spectra.SelectMany(counts => counts)];
        SpectrumFitter fitter = new(Grid, Options);
        FitResults together = new(19, 2);
        fitter.Fit(batch, 19, together);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fitter.Fit(batch, 19, together);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        for (int i = 0; i < 19; i++)
        {
            FitResults alone = Fit(spectra[i], 1);
            Assert.Equal(together.CentreLowersHz[(2 * i)..(2 * i + 2)], alone.CentreLowersHz);
            Assert.Equal(together.SplittingUppersHz[i], alone.SplittingUppersHz[0]);
            Assert.Equal(i % 3 == 2, double.IsNaN(together.SplittingUppersHz[i]));
        }
    }

    [Theory]
    [InlineData(FitStatistics.Weighted)]
    [InlineData(FitStatistics.Unweighted)]
    public void Values_have_bounds_too(FitStatistics statistics)
    {
        (double[] means, _) = Means(5e6, 7e6, 0, 50000);
        uint[] counts = Some.Counts(means, new CounterNoise(3));
        FitResults expected = Fit(counts, 1), results = new(1, 2);
        new SpectrumFitter(Grid, Options with { Statistics = statistics, BaselineDegree = 0 }).Fit(
            Array.ConvertAll(counts, count => (double)count), statistics == FitStatistics.Weighted ? Array.ConvertAll(means, Math.Sqrt) : [], 1, results);
        double width = expected.SplittingUppersHz[0] - expected.SplittingLowersHz[0];
        Assert.Equal(expected.SplittingLowersHz[0], results.SplittingLowersHz[0], 0.2 * width);
        Assert.Equal(expected.SplittingUppersHz[0], results.SplittingUppersHz[0], 0.2 * width);
    }

    private void Check(double splitting, double fwhm, double difference, int spectra)
    {
        (double[] means, double[] truth) = Means(splitting, fwhm, difference, 60000);
        CounterNoise noise = new(20261122);
        FitResults results = Fit([.. Enumerable.Range(0, spectra).SelectMany(_ => Some.Counts(means, noise))], spectra);
        int merged = 0, centres = 0, splittings = 0, bySigma = 0, splittingBySigma = 0;
        for (int i = 0; i < spectra; i++)
        {
            if (results.Reasons[i] != FitReason.Merged)
                continue;
            merged++;
            for (int line = 0; line < 2; line++)
            {
                int at = 2 * i + line;
                centres += Holds(results.CentreLowersHz[at], results.CentreUppersHz[at], truth[line]) ? 1 : 0;
                bySigma += Math.Abs(results.CentresHz[at] - truth[line]) < results.CentreStdsHz[at] ? 1 : 0;
            }
            splittings += Holds(results.SplittingLowersHz[i], results.SplittingUppersHz[i], splitting) ? 1 : 0;
            double variance = Math.Pow(results.CentreStdsHz[2 * i], 2) + Math.Pow(results.CentreStdsHz[2 * i + 1], 2) - 2 * results.CentreCovariancesHz2[i];
            splittingBySigma += Math.Pow(results.CentresHz[2 * i + 1] - results.CentresHz[2 * i] - splitting, 2) < variance ? 1 : 0;
        }
        output.WriteLine($"{splitting / 1e6} of {fwhm / 1e6} MHz: {merged} merged, centres {0.5 * centres / merged:F3} (by sigma {0.5 * bySigma / merged:F3}), "
            + $"splitting {(double)splittings / merged:F3} (by sigma {(double)splittingBySigma / merged:F3})");
        Assert.True(merged > 0.9 * spectra, $"{merged} merged");
        double spread = 3 * Math.Sqrt(0.683 * 0.317 / merged);
        Assert.InRange(0.5 * centres / merged, 0.683 - 0.04 - spread, 0.683 + 0.04 + spread);
        Assert.InRange((double)splittings / merged, 0.683 - 0.04 - spread, 0.683 + 0.04 + spread);
    }

    private static bool Holds(double lower, double upper, double truth) =>
        (double.IsNaN(lower) || lower <= truth) && (double.IsNaN(upper) || truth <= upper);

    private static (double[] Means, double[] Truth) Means(double splitting, double fwhm, double difference, double baseline)
    {
        double[] truth = [2.87e9 - splitting / 2, 2.87e9 + splitting / 2];
        return (Some.Lorentzians(Grid, baseline, new(truth[0], fwhm, 0.15), new(truth[1], fwhm, 0.15 - difference)), truth);
    }

    private static FitOptions Options => new() { Model = FitModel.Parse("lorentzian2"), ProfileMerged = true };

    private static FitResults Fit(uint[] counts, int spectra)
    {
        FitResults results = new(spectra, 2);
        new SpectrumFitter(Grid, Options).Fit(counts, spectra, results);
        return results;
    }

    // Least Poisson deviance with one centre where it is put: Gauss-Newton with numerical slopes over the other six parameters.
    private static double Deviance(uint[] counts, FitResults results, int line, double heldHz)
    {
        double baseline = results.Baselines[0];
        double[] p = [baseline, results.CentresHz[1 - line] / 1e6, results.FwhmsHz[0] / 1e6, results.FwhmsHz[1] / 1e6,
            results.Contrasts[0] * baseline, results.Contrasts[1] * baseline];
        double[] Curve(double[] q)
        {
            double other = q[1] * 1e6, first = line == 0 ? heldHz : other, second = line == 0 ? other : heldHz;
            return Some.Lorentzians(Grid, q[0], new(first, q[2] * 1e6, q[4] / q[0]), new(second, q[3] * 1e6, q[5] / q[0]));
        }
        double Of(double[] mean) => 2 * counts.Select((n, i) => n * Math.Log(n / mean[i]) - (n - mean[i])).Sum();
        double best = Of(Curve(p));
        double damping = 1e-3;
        for (int pass = 0; pass < 200; pass++)
        {
            double[] mean = Curve(p);
            double[][] slopes = [.. p.Select((value, a) => Curve([.. p.Select((v, b) => a == b ? v * (1 + 1e-6) : v)])
                .Select((moved, i) => (moved - mean[i]) / (1e-6 * value)).ToArray())];
            int n = p.Length;
            double[,] m = new double[n, n + 1];
            for (int a = 0; a < n; a++)
                for (int i = 0; i < Grid.Length; i++)
                {
                    m[a, n] += slopes[a][i] * (counts[i] - mean[i]) / mean[i];
                    for (int b = 0; b < n; b++)
                        m[a, b] += slopes[a][i] * slopes[b][i] / mean[i] * (a == b ? 1 + damping : 1);
                }
            for (int a = 0; a < n; a++)
                for (int row = 0; row < n; row++)
                    if (row != a)
                    {
                        double factor = m[row, a] / m[a, a];
                        for (int c = a; c <= n; c++)
                            m[row, c] -= factor * m[a, c];
                    }
            double[] next = [.. p.Select((value, a) => value + m[a, n] / m[a, a])];
            double deviance = Of(Curve(next));
            damping = deviance < best ? Math.Max(damping / 5, 1e-9) : damping * 10;
            if (deviance < best)
                (p, best) = (next, deviance);
        }
        return best;
    }
}
