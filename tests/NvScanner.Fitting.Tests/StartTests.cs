using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>The fit finds its own start on spectra as they come: tilted, upside down, in two windows, of any scale.</summary>
public class StartTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);
    private static readonly Some.Line Lower = new(2.8512e9, 6e6, 0.15), Upper = new(2.8903e9, 7e6, 0.12);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1e-7, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, -1)]
    [InlineData(1e-7, -1)]
    [InlineData(1e9, 5e9)]
    public void Values_of_any_scale_sign_and_offset_give_the_same_centres(double scale, double offset)
    {
        double[] plain = Noisy(Some.Lorentzians(Grid, 1, Lower, Upper), 0.004, 1);
        FitResults expected = Some.Fit(Grid, plain, "lorentzian2");
        FitResults results = Some.Fit(Grid, Array.ConvertAll(plain, value => scale * (value + offset)), "lorentzian2");
        Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
        for (int line = 0; line < 2; line++)
        {
            Assert.Equal(expected.CentresHz[line], results.CentresHz[line], 0.01 * expected.CentreStdsHz[line]);
            Assert.Equal(expected.CentreStdsHz[line], results.CentreStdsHz[line], 0.01 * expected.CentreStdsHz[line]);
        }
        Assert.Equal(scale * (1 + offset), results.Baselines[0], 5 * results.BaselineStds[0]);
    }

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("auto")]
    public void A_tilted_and_curved_baseline_does_not_mislead(string model)
    {
        double[] values = Noisy(Some.Lorentzians(Grid, 1, Lower, Upper), 0.003, 2);
        for (int i = 0; i < Grid.Length; i++)
        {
            double t = (Grid[i] - 2.87e9) / 5e7;
            values[i] += 0.2 * t + 0.1 * t * t;
        }
        FitResults results = Some.Fit(Grid, values, model);
        Assert.Equal(2, results.LineCounts[0]);
        Assert.Equal(Lower.CentreHz, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
        Assert.Equal(Upper.CentreHz, results.CentresHz[1], 5 * results.CentreStdsHz[1]);
        Assert.Equal(0.2, results.BaselineSlopes[0], 0.02);
        Assert.Equal(0.1, results.BaselineCurvatures[0], 0.02);
    }

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("n14-triplet2")]
    [InlineData("auto")]
    public void Two_windows_far_apart_are_searched_one_by_one(string model)
    {
        double[] windows = [.. Some.Grid(613e6, 643e6, 101), .. Some.Grid(5097e6, 5127e6, 101)];
        bool triplets = model != "lorentzian2";
        Some.Line low = new(627.3e6, triplets ? 1.5e6 : 5e6, 0.2), high = new(5113.1e6, triplets ? 1.5e6 : 5e6, 0.1);
        double[] means = Some.Spectrum(windows, 30000, triplets ? [-2.16e6, 0, 2.16e6] : [0], Some.Lorentzian, low, high);
        for (ulong seed = 0; seed < 10; seed++)
        {
            FitResults results = Some.Fit(windows, Some.Counts(means, new CounterNoise(seed)), model);
            Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
            Assert.Equal(low.CentreHz, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
            Assert.Equal(high.CentreHz, results.CentresHz[1], 5 * results.CentreStdsHz[1]);
        }
    }

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("gaussian2")]
    [InlineData("voigt2")]
    [InlineData("n14-triplet2")]
    [InlineData("n15-doublet2")]
    [InlineData("lorentzian-derivative2")]
    [InlineData("lorentzian8")]
    [InlineData("gaussian8")]
    public void Every_model_finds_itself_and_draws_itself(string name)
    {
        FitModel model = FitModel.Parse(name);
        double[] grid = Some.Grid(2.6e9, 3.14e9, model.Multiplet == Hyperfine.None ? 401 : 1401);
        double[] offsets = model.Multiplet switch { Hyperfine.Nitrogen14 => [-2.16e6, 0, 2.16e6], Hyperfine.Nitrogen15 => [-1.515e6, 1.515e6], _ => [0] };
        Some.Line[] lines = [.. Enumerable.Range(0, model.Lines).Select(line =>
            new Some.Line(2.64e9 + 460e6 / model.Lines * (line + 0.3), offsets.Length > 1 ? 2e6 : 12e6, 0.1 + 0.01 * line))];
        double[] clean = Some.Spectrum(grid, 2, offsets, u => ProfileOf(model.Shape, u), lines);
        FitResults results = Some.Fit(grid, Noisy(clean, 0.002, 3), name);

        Assert.True(results.IsConverged(0), $"{results.Reasons[0]}");
        for (int line = 0; line < lines.Length; line++)
        {
            Assert.Equal(lines[line].CentreHz, results.CentresHz[line], 5 * results.CentreStdsHz[line]);
            Assert.Equal(lines[line].Contrast, results.Contrasts[line], 5 * results.ContrastStds[line]);
            Assert.Equal(lines[line].FwhmHz, results.FwhmsHz[line], 5 * results.FwhmStdsHz[line]);
        }
        double[] drawn = new double[grid.Length];
        ModelCurve.Evaluate(results, 0, grid, drawn);
        Assert.InRange(Math.Sqrt(drawn.Zip(clean, (a, b) => (a - b) * (a - b)).Average()), 0, 0.001);
    }

    [Fact]
    public void Drop_outs_to_zero_and_missing_values_do_not_move_a_line()
    {
        double[] values = Noisy(Some.Lorentzians(Grid, 1, Lower, Upper), 0.004, 4);
        FitResults whole = Some.Fit(Grid, values, "lorentzian2");
        for (int i = 5; i < Grid.Length; i += 17)
            values[i] = i % 2 == 0 ? 0 : double.NaN;
        FitResults damaged = Some.Fit(Grid, values, "lorentzian2");
        Assert.True(damaged.IsConverged(0));
        Assert.Equal(whole.DegreesOfFreedom[0] - 12, damaged.DegreesOfFreedom[0]);
        for (int line = 0; line < 2; line++)
            Assert.Equal(whole.CentresHz[line], damaged.CentresHz[line], 2 * whole.CentreStdsHz[line]);
    }

    [Fact]
    public void Spikes_do_not_move_a_line()
    {
        double[] values = Noisy(Some.Lorentzians(Grid, 1, Lower, Upper), 0.004, 5);
        FitResults whole = Some.Fit(Grid, values, "lorentzian2");
        values[20] -= 0.5;
        values[120] += 0.4;
        FitResults spiked = Some.Fit(Grid, values, "lorentzian2");
        for (int line = 0; line < 2; line++)
            Assert.Equal(whole.CentresHz[line], spiked.CentresHz[line], whole.CentreStdsHz[line]);
    }

    [Fact]
    public void Stated_sigmas_weigh_the_points()
    {
        double[] values = Noisy(Some.Lorentzians(Grid, 1, Lower, Upper), 0.004, 6);
        double[] sigmas = [.. Enumerable.Repeat(0.004, Grid.Length)];
        CounterNoise noise = new(8);
        for (int i = 0; i < Grid.Length; i += 3)
        {
            sigmas[i] = 0.1;
            values[i] += 0.1 * noise.Normal();
        }
        SpectrumFitter fitter = new(Grid, new FitOptions { Model = FitModel.Parse("lorentzian2"), Statistics = FitStatistics.Weighted });
        FitResults results = new(1, 2);
        fitter.Fit(values, sigmas, 1, results);
        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        Assert.InRange(results.Chi2Reduced[0], 0.7, 1.3);
        Assert.Equal(Lower.CentreHz, results.CentresHz[0], 4 * results.CentreStdsHz[0]);
        Assert.InRange(results.CentreStdsHz[0], 0.02e6, 0.2e6);
    }

    private static double[] Noisy(double[] values, double sigma, ulong seed)
    {
        CounterNoise noise = new(seed);
        return Array.ConvertAll(values, value => value + sigma * noise.Normal());
    }

    private static double ProfileOf(LineShape shape, double u) => shape switch
    {
        LineShape.Gaussian => Some.Gaussian(u),
        LineShape.Voigt => 0.4 * Some.Lorentzian(u) + 0.6 * Some.Gaussian(u),
        LineShape.LorentzianDerivative => 16 / (3 * Math.Sqrt(3)) * u * Some.Lorentzian(u) * Some.Lorentzian(u),
        _ => Some.Lorentzian(u),
    };
}
