using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Engine;

/// <summary>`auto` by express fits chooses what the strategy in doubles chooses, where it chooses at all; of near ties one in some thousand goes otherwise.</summary>
public class ExpressAutoTests
{
    private const int Spectra = 400;
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);
    private static readonly double[][] Multiplets = [[0], [-2.16e6, 0, 2.16e6], [-1.515e6, 1.515e6]];

    [Theory]
    [InlineData(null, 5)]
    [InlineData(1, 6)]
    [InlineData(2, 9)]
    public void The_same_model_is_chosen(int? lines, int seed)
    {
        uint[] counts = Counts((uint)seed);
        FitResults express = Fit(counts, lines, express: true), reference = Fit(counts, lines, express: false);
        int byExpress = 0;
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            Assert.Same(reference.Models[spectrum], express.Models[spectrum]);
            Assert.Equal(reference.Reasons[spectrum], express.Reasons[spectrum]);
            Assert.Equal(reference.LineCounts[spectrum], express.LineCounts[spectrum]);
            Assert.Equal(reference.DegreesOfFreedom[spectrum], express.DegreesOfFreedom[spectrum]);
            for (int line = 0; line < reference.LineCounts[spectrum]; line++)
            {
                int at = reference.Lines * spectrum + line;
                byExpress += line == 0 && reference.CentresHz[at] != express.CentresHz[at] ? 1 : 0;
                Assert.Equal(reference.CentresHz[at], express.CentresHz[at], 0.02 * reference.CentreStdsHz[at]);
                Assert.Equal(1, express.CentreStdsHz[at] / reference.CentreStdsHz[at], 0.02);
            }
        }
        Assert.InRange(byExpress, Spectra / 20, Spectra); // else this compares nothing
    }

    // One to three lines of any kind, level and width, or none, on a constant or tilted baseline; half of them two plain lines.
    private static uint[] Counts(uint seed)
    {
        CounterNoise noise = new(seed);
        uint[] counts = new uint[Spectra * Grid.Length];
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            int lines = spectrum % 2 == 0 ? 2 : (int)(4 * noise.Uniform());
            double[] offsets = Multiplets[(int)(Multiplets.Length * noise.Uniform())];
            Func<double, double> profile = noise.Uniform() < 0.3 && offsets.Length == 1 ? Some.Gaussian : Some.Lorentzian;
            double width = 1.5e6 + 6e6 * noise.Uniform(), contrast = (0.1 + 0.2 * noise.Uniform()) / Math.Sqrt(offsets.Length);
            double baseline = 300 * Math.Pow(300, noise.Uniform()), first = 2.83e9 + 20e6 * noise.Uniform(), distance = 15e6 + 20e6 * noise.Uniform();
            double[] means = Some.Spectrum(Grid, baseline, offsets, profile, [.. Enumerable.Range(0, lines).Select(line =>
                new Some.Line(first + distance * line, width * (1 + 0.2 * noise.Uniform()), contrast))]);
            double tilt = noise.Uniform() < 0.2 ? 0.02 : 0;
            for (int i = 0; i < Grid.Length; i++)
                means[i] *= 1 + tilt * (i - Grid.Length / 2) / Grid.Length;
            Some.Counts(means, noise).CopyTo(counts, spectrum * Grid.Length);
        }
        return counts;
    }

    private static FitResults Fit(uint[] counts, int? lines, bool express)
    {
        FitResults results = new(Spectra, lines ?? FitModel.MaximumLines);
        new FittingEngine<Lanes128<double>, Lanes128<float>>(new FrequencyGrid(Grid), new FitOptions { AutoLines = lines }, express)
            .Fit(counts, [], [], Spectra, results);
        return results;
    }
}
