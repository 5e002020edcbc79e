using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Engine;

/// <summary>Fitting ordinary spectra in floats changes nothing that matters: the doubles of the strategies are the reference.</summary>
public class ExpressFitterTests
{
    private const int Spectra = 320;
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);

    [Theory]
    [InlineData("lorentzian1", 300)]
    [InlineData("lorentzian2", 300)]
    [InlineData("lorentzian2", 3000)]
    [InlineData("lorentzian2", 1e6)]
    [InlineData("lorentzian2", 1.9e6)]
    [InlineData("lorentzian2", 1e7)]
    [InlineData("gaussian2", 3000)]
    [InlineData("n14-triplet2", 3000)]
    [InlineData("n15-doublet2", 1e6)]
    public void Floats_give_the_results_of_doubles(string model, double baseline)
    {
        uint[] counts = Counts(FitModel.Parse(model), baseline);
        FitResults express = Fit(model, counts, express: true), reference = Fit(model, counts, express: false);
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            Assert.Equal(reference.Reasons[spectrum], express.Reasons[spectrum]);
            Assert.Equal(reference.LineCounts[spectrum], express.LineCounts[spectrum]);
            Assert.Equal(reference.Baselines[spectrum], express.Baselines[spectrum], 0.02 * reference.BaselineStds[spectrum]);
            Assert.Equal(1, express.Chi2Reduced[spectrum] / reference.Chi2Reduced[spectrum], 1e-3);
            for (int line = 0; line < reference.LineCounts[spectrum]; line++)
            {
                int at = reference.Lines * spectrum + line;
                Assert.Equal(reference.CentresHz[at], express.CentresHz[at], 0.02 * reference.CentreStdsHz[at]);
                Assert.Equal(1, express.CentreStdsHz[at] / reference.CentreStdsHz[at], 0.01);
                Assert.Equal(reference.FwhmsHz[at], express.FwhmsHz[at], 0.02 * reference.FwhmStdsHz[at]);
                Assert.Equal(reference.Contrasts[at], express.Contrasts[at], 0.02 * reference.ContrastStds[at]);
            }
        }
    }

    [Fact]
    public void Every_spectrum_of_a_batch_lands_in_its_own_place()
    {
        // what settles early is written before its neighbours: the order of the batch must not suffer
        uint[] counts = Counts(FitModel.Parse("lorentzian2"), 3000);
        FitResults batch = new(Spectra, 2);
        new SpectrumFitter(Grid, new FitOptions { Model = FitModel.Parse("lorentzian2") }).Fit(counts, Spectra, batch);
        for (int spectrum = 0; spectrum < Spectra; spectrum += 7)
        {
            FitResults alone = Some.Fit(Grid, counts[(spectrum * Grid.Length)..((spectrum + 1) * Grid.Length)], "lorentzian2");
            Assert.Equal(alone.CentresHz[..2], batch.CentresHz[(2 * spectrum)..(2 * spectrum + 2)]);
        }
    }

    private static uint[] Counts(FitModel model, double baseline)
    {
        CounterNoise noise = new(17);
        double[] offsets = ModelCurve.Offsets(model.Multiplet).ToArray();
        Func<double, double> profile = model.Shape == LineShape.Gaussian ? Some.Gaussian : Some.Lorentzian;
        uint[] counts = new uint[Spectra * Grid.Length];
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            double[] means = Some.Spectrum(Grid, baseline, offsets, profile, [.. Enumerable.Range(0, model.Lines).Select(line =>
                new Some.Line(2.85e9 + 40e6 * line + 20e6 * (noise.Uniform() - 0.5), 3e6 + 4e6 * noise.Uniform(), 0.25 + 0.1 * noise.Uniform()))]);
            Some.Counts(means, noise).CopyTo(counts, spectrum * Grid.Length);
        }
        return counts;
    }

    private static FitResults Fit(string model, uint[] counts, bool express)
    {
        FitResults results = new(Spectra, 2);
        new FittingEngine<Lanes128<double>, Lanes128<float>>(new FrequencyGrid(Grid), new FitOptions { Model = FitModel.Parse(model) }, express)
            .Fit(counts, [], [], Spectra, results);
        return results;
    }
}
