using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>Two 14N triplets in few counts on a grid of 1 MHz: the fit settles, and its error bars are those of the scatter.</summary>
public class FewCountsTests
{
    private static readonly double[] Offsets = [-2.16e6, 0, 2.16e6];

    [Theory]
    [InlineData(1000, 84e6, 6e6)]
    [InlineData(1000, 25e6, 15e6)]
    public void Resolved_triplets_are_found_in_every_spectrum(int spectra, double separationHz, double variationHz)
    {
        (FitResults results, double[,] truth) = Fit(spectra, Some.Grid(2.80e9, 2.94e9, 141), 7440, 2.4e6, separationHz, variationHz);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            Assert.True(results.Reasons[spectrum] is FitReason.Ok or FitReason.TooFewCounts, $"spectrum {spectrum}: {results.Reasons[spectrum]}");
            for (int line = 0; line < 2; line++)
                Assert.Equal(truth[spectrum, line], results.CentresHz[2 * spectrum + line], 2e6);
        }
    }

    [Theory]
    [InlineData(2500, 1200, 6e6)]
    [InlineData(2500, 7440, 2.4e6)]
    public void Error_bars_cover_the_scatter(int spectra, double baseline, double fwhmHz) => CheckPulls(spectra, baseline, fwhmHz);

    [Theory]
    [Trait("tier", "full")]
    [InlineData(20000, 1200, 6e6)]
    [InlineData(20000, 7440, 2.4e6)]
    public void Error_bars_cover_the_scatter_of_many_spectra(int spectra, double baseline, double fwhmHz) => CheckPulls(spectra, baseline, fwhmHz);

    // Normal pulls would leave the limit to one in two million; of curvature alone one in a hundred goes beyond.
    private static void CheckPulls(int spectra, double baseline, double fwhmHz)
    {
        (FitResults results, double[,] truth) = Fit(spectra, Some.Grid(2.81e9, 2.93e9, 121), baseline, fwhmHz, 84e6, 3e6);
        int beyond = 0, trusted = 0, distrusted = 0;
        double sum = 0;
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            if (results.Reasons[spectrum] == FitReason.TooFewCounts)
            {
                distrusted++;
                Assert.Equal(2, results.LineCounts[spectrum]);
            }
            if (results.Reasons[spectrum] != FitReason.Ok)
                continue;
            trusted++;
            double largest = 0;
            for (int line = 0; line < 2; line++)
            {
                int at = 2 * spectrum + line;
                double pull = (results.CentresHz[at] - truth[spectrum, line]) / results.CentreStdsHz[at];
                sum += pull * pull;
                largest = Math.Max(largest, Math.Abs(pull));
            }
            beyond += largest > 5 ? 1 : 0;
        }
        Assert.InRange(beyond, 0, 0.0016 * spectra);
        Assert.InRange(Math.Sqrt(sum / (2 * trusted)), 0.9, 1.12);
        Assert.InRange(distrusted, 1, 0.008 * spectra);
        Assert.InRange(trusted, 0.99 * spectra, spectra);
    }

    private static (FitResults Results, double[,] Truth) Fit(
        int spectra, double[] grid, double baseline, double fwhmHz, double separationHz, double variationHz)
    {
        CounterNoise noise = new(20261121);
        uint[] counts = new uint[spectra * grid.Length];
        double[,] truth = new double[spectra, 2];
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            for (int line = 0; line < 2; line++)
                truth[spectrum, line] = 2.87e9 + (line - 0.5) * separationHz + variationHz * (noise.Uniform() - 0.5);
            double[] means = Some.Spectrum(grid, baseline, Offsets, Some.Lorentzian,
                new Some.Line(truth[spectrum, 0], fwhmHz, 0.15), new Some.Line(truth[spectrum, 1], fwhmHz, 0.15));
            Some.Counts(means, noise).CopyTo(counts, spectrum * grid.Length);
        }
        SpectrumFitter fitter = new(grid, new FitOptions { Model = FitModel.Parse("n14-triplet2") });
        FitResults results = new(spectra, fitter.MaximumLines);
        fitter.Fit(counts, spectra, results);
        return (results, truth);
    }
}
