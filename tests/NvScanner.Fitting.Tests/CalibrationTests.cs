using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>Error bars mean what they say: over many noisy spectra the pulls have unit width.</summary>
public class CalibrationTests
{
    private const int Spectra = 4000;
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);

    [Fact]
    public void Pulls_of_two_lorentzians_have_unit_width() =>
        Check("lorentzian2", [0], fwhmHz: 6e6, contrast: 0.15, baseline: 6000);

    [Fact]
    public void Pulls_of_two_triplets_have_unit_width() =>
        Check("n14-triplet2", [-2.16e6, 0, 2.16e6], fwhmHz: 2e6, contrast: 0.2, baseline: 20000);

    [Fact]
    [Trait("tier", "full")]
    public void Pulls_of_two_doublets_have_unit_width() =>
        Check("n15-doublet2", [-1.515e6, 1.515e6], fwhmHz: 2e6, contrast: 0.2, baseline: 20000);

    [Fact]
    [Trait("tier", "full")]
    public void Pulls_under_auto_of_two_lines_have_unit_width() =>
        Check("auto", [0], fwhmHz: 6e6, contrast: 0.15, baseline: 6000);

    private static void Check(string model, double[] offsetsHz, double fwhmHz, double contrast, double baseline)
    {
        CounterNoise noise = new(20260801);
        uint[] counts = new uint[Spectra * Grid.Length];
        double[,] truth = new double[Spectra, 2];
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            for (int line = 0; line < 2; line++)
                truth[spectrum, line] = 2.85e9 + 40e6 * line + 10e6 * (noise.Uniform() - 0.5);
            double[] means = Some.Spectrum(Grid, baseline, offsetsHz, Some.Lorentzian,
                new Some.Line(truth[spectrum, 0], fwhmHz, contrast), new Some.Line(truth[spectrum, 1], fwhmHz, 0.8 * contrast));
            Some.Counts(means, noise).CopyTo(counts, spectrum * Grid.Length);
        }
        SpectrumFitter fitter = new(Grid, new FitOptions { Model = FitModel.Parse(model), AutoLines = model == "auto" ? 2 : null });
        FitResults results = new(Spectra, fitter.MaximumLines);
        fitter.Fit(counts, Spectra, results);

        Pulls centres = new(), contrasts = new(), widths = new(), baselines = new();
        double product = 0, covariance = 0;
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            Assert.True(results.IsConverged(spectrum), $"spectrum {spectrum}: {results.Reasons[spectrum]}");
            int first = spectrum * results.Lines;
            for (int line = 0; line < 2; line++)
            {
                centres.Add(results.CentresHz[first + line], truth[spectrum, line], results.CentreStdsHz[first + line]);
                contrasts.Add(results.Contrasts[first + line], (line == 0 ? 1 : 0.8) * contrast, results.ContrastStds[first + line]);
                widths.Add(results.FwhmsHz[first + line], fwhmHz, results.FwhmStdsHz[first + line]);
            }
            baselines.Add(results.Baselines[spectrum], baseline, results.BaselineStds[spectrum]);
            product += (results.CentresHz[first] - truth[spectrum, 0]) * (results.CentresHz[first + 1] - truth[spectrum, 1]);
            covariance += results.CentreCovariancesHz2[spectrum];
        }
        Assert.InRange(centres.Width, 0.95, 1.05);
        Assert.InRange(contrasts.Width, 0.93, 1.07);
        Assert.InRange(widths.Width, 0.93, 1.07);
        Assert.InRange(baselines.Width, 0.93, 1.07);
        // median |pull| of a normal distribution is 0.674
        Assert.InRange(centres.MedianAbsolute, 0.64, 0.71);
        double variance = results.CentreStdsHz.Where(double.IsFinite).Average(std => std * std);
        Assert.InRange((product - covariance) / Spectra, -0.06 * variance, 0.06 * variance);
    }
}
