using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>Lines of a lock-in with frequency modulation, as values and, around an offset, as counts.</summary>
public class DerivativeLineTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Auto_recognises_them_in_values_of_either_sign(int lines)
    {
        foreach (double sign in new[] { 1.0, -1.0 })
        {
            CounterNoise noise = new(4);
            double[] values = [.. Means(0.02, sign, lines).Select(mean => mean - 0.02 + 1e-5 * noise.Normal())];
            FitResults results = Some.Fit(Grid, values);
            Assert.Equal($"lorentzian-derivative{lines}", results.Models[0].Name);
            Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
            Assert.Equal(2.85e9, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Named_they_are_fitted_to_counts_with_true_error_bars(int lines)
    {
        const int spectra = 2000;
        CounterNoise noise = new(5);
        double[] means = Means(20000, 1, lines);
        FitResults results = new(spectra, lines);
        new SpectrumFitter(Grid, new() { Model = FitModel.Parse($"lorentzian-derivative{lines}") })
            .Fit([.. Enumerable.Range(0, spectra).SelectMany(_ => Some.Counts(means, noise))], spectra, results);
        Pulls pulls = new();
        for (int i = 0; i < spectra; i++)
        {
            Assert.Equal(FitReason.Ok, results.Reasons[i]);
            pulls.Add(results.CentresHz[i * lines], 2.85e9, results.CentreStdsHz[i * lines]);
        }
        Assert.InRange(pulls.Width, 0.95, 1.05);
        Assert.InRange(pulls.Mean, -0.1, 0.1);
    }

    private static double[] Means(double baseline, double sign, int lines)
    {
        Some.Line[] all = [new(2.85e9, 6e6, 0.1 * sign), new(2.89e9, 7e6, 0.08 * sign)];
        return Some.Spectrum(Grid, baseline, [0], u => 16 / (3 * Math.Sqrt(3)) * u / ((1 + u * u) * (1 + u * u)), all[..lines]);
    }
}
