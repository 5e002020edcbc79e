using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>Lines that share width or depth, and multiplets whose spacing is fitted.</summary>
public class TiedLinesTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);

    [Fact]
    public void Lines_of_one_width_and_depth_share_them_with_their_error_bars()
    {
        FitResults results = Fit(new() { SharedWidth = true, SharedDepth = true }, Pair(2.85e9, 2.89e9, 6e6, 6e6, 0.15, 0.15, 6000, 1));
        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        Assert.Equal(results.FwhmsHz[0], results.FwhmsHz[1]);
        Assert.Equal(results.Contrasts[0], results.Contrasts[1]);
        Assert.Equal(results.FwhmStdsHz[0], results.FwhmStdsHz[1]);
        Assert.Equal(Grid.Length - 5, results.DegreesOfFreedom[0]);
        FitResults free = Fit(new(), Pair(2.85e9, 2.89e9, 6e6, 6e6, 0.15, 0.15, 6000, 1));
        Assert.InRange(results.FwhmStdsHz[0] / free.FwhmStdsHz[0], 0.65, 0.85); // twice the data, but for the baseline
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Pulls_of_tied_lines_have_unit_width(bool width, bool depth)
    {
        CounterNoise noise = new(77);
        Pulls centres = new(), widths = new(), contrasts = new();
        FitOptions options = new() { Model = FitModel.Parse("lorentzian2"), SharedWidth = width, SharedDepth = depth };
        const int spectra = 4000;
        double[] truth = new double[2 * spectra];
        uint[] counts = new uint[spectra * Grid.Length];
        double second = depth ? 0.15 : 0.12, broader = width ? 6e6 : 7e6;
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            (truth[2 * spectrum], truth[2 * spectrum + 1]) = (2.855e9 + 5e6 * noise.Uniform(), 2.875e9 + 5e6 * noise.Uniform());
            Some.Counts(Some.Lorentzians(Grid, 5000, new(truth[2 * spectrum], 6e6, 0.15), new(truth[2 * spectrum + 1], broader, second)), noise)
                .CopyTo(counts, spectrum * Grid.Length);
        }
        FitResults results = new(spectra, 2);
        new SpectrumFitter(Grid, options).Fit(counts, spectra, results);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
            for (int line = 0; line < 2; line++)
            {
                int at = 2 * spectrum + line;
                Assert.Equal(FitReason.Ok, results.Reasons[spectrum]);
                centres.Add(results.CentresHz[at], truth[at], results.CentreStdsHz[at]);
                widths.Add(results.FwhmsHz[at], line == 0 ? 6e6 : broader, results.FwhmStdsHz[at]);
                contrasts.Add(results.Contrasts[at], line == 0 ? 0.15 : second, results.ContrastStds[at]);
            }
        Assert.InRange(centres.Width, 0.97, 1.03);
        Assert.InRange(widths.Width, 0.96, 1.04);
        Assert.InRange(contrasts.Width, 0.96, 1.04);
    }

    [Fact]
    public void A_merged_pair_is_better_known_when_its_width_is_one()
    {
        uint[] counts = Pair(2.8665e9, 2.8735e9, 8e6, 8e6, 0.15, 0.15, 50000, 3);
        FitResults free = Fit(new(), counts), tied = Fit(new() { SharedWidth = true, SharedDepth = true }, counts);
        Assert.Equal(FitReason.Merged, tied.Reasons[0]);
        Assert.Equal(2.8665e9, tied.CentresHz[0], 4 * tied.CentreStdsHz[0]);
        Assert.True(tied.CentreStdsHz[0] < 0.7 * free.CentreStdsHz[0], $"{tied.CentreStdsHz[0]} of {free.CentreStdsHz[0]}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_line_that_is_missing_is_not_made_up_by_what_the_others_share(bool width)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            uint[] counts = Some.Counts(Some.Lorentzians(Grid, 5000, new Some.Line(2.85e9, 6e6, 0.15)), new CounterNoise(seed));
            FitResults results = Fit(new() { SharedDepth = true, SharedWidth = width }, counts);
            Assert.Equal(FitReason.NoDip, results.Reasons[0]);
            Assert.False(results.IsConverged(0));
            Assert.Equal(1, results.LineCounts[0]);
            Assert.Equal(2.85e9, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
        }
    }

    [Theory]
    [InlineData("n14-triplet2", 2.30e6)]
    [InlineData("n15-doublet2", 3.25e6)]
    [InlineData("n14-triplet1", 2.05e6)]
    public void The_spacing_of_a_multiplet_is_found_with_its_error_bar(string model, double spacingHz)
    {
        double[] offsets = model.StartsWith("n14", StringComparison.Ordinal) ? [-spacingHz, 0, spacingHz] : [-spacingHz / 2, spacingHz / 2];
        int lines = model[^1] - '0';
        const int spectra = 2000;
        uint[] counts = new uint[spectra * Grid.Length];
        CounterNoise noise = new(5);
        double[] truth = new double[spectra];
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            truth[spectrum] = 2.85e9 + 1e6 * noise.Uniform();
            Some.Line[] all = [new(truth[spectrum], 1.6e6, 0.2), new(2.89e9, 1.6e6, 0.2)];
            Some.Counts(Some.Spectrum(Grid, 20000, offsets, Some.Lorentzian, all[..lines]), noise).CopyTo(counts, spectrum * Grid.Length);
        }
        FitResults results = new(spectra, lines);
        new SpectrumFitter(Grid, new() { Model = FitModel.Parse(model), FreeSpacing = true }).Fit(counts, spectra, results);
        Pulls spacings = new(), centres = new();
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            Assert.Equal(FitReason.Ok, results.Reasons[spectrum]);
            spacings.Add(results.SpacingsHz[spectrum], spacingHz, results.SpacingStdsHz[spectrum]);
            centres.Add(results.CentresHz[spectrum * lines], truth[spectrum], results.CentreStdsHz[spectrum * lines]);
        }
        Assert.InRange(spacings.Width, 0.95, 1.05);
        Assert.InRange(spacings.Mean, -0.1, 0.1);
        Assert.InRange(centres.Width, 0.95, 1.05);
    }

    [Fact]
    public void The_fitted_curve_has_the_fitted_spacing()
    {
        double[] means = Some.Spectrum(Grid, 1e6, [-1.6e6, 1.6e6], Some.Lorentzian, new Some.Line(2.87e9, 1.5e6, 0.2));
        FitResults results = Fit(new() { FreeSpacing = true }, Array.ConvertAll(means, mean => (uint)Math.Round(mean)), "n15-doublet1");
        double[] curve = new double[Grid.Length];
        ModelCurve.Evaluate(results, 0, Grid, curve);
        Assert.Equal(3.2e6, results.SpacingsHz[0], 1e3);
        for (int i = 0; i < Grid.Length; i++)
            Assert.Equal(means[i], curve[i], 2.0);
    }

    [Fact]
    public void A_known_spacing_has_no_error_and_lines_without_a_multiplet_have_none()
    {
        uint[] counts = Pair(2.85e9, 2.89e9, 6e6, 6e6, 0.15, 0.15, 6000, 1);
        Assert.Equal((2.16e6, 0.0), (Fit(new(), counts, "n14-triplet2").SpacingsHz[0], Fit(new(), counts, "n14-triplet2").SpacingStdsHz[0]));
        Assert.True(double.IsNaN(Fit(new(), counts).SpacingsHz[0]));
    }

    [Fact]
    public void A_spacing_that_the_data_do_not_show_ends_at_its_bound()
    {
        uint[] counts = Some.Counts(Some.Spectrum(Grid, 50000, [0], Some.Gaussian, new Some.Line(2.87e9, 3e6, 0.2)), new CounterNoise(2));
        Assert.Equal(FitReason.AtBound, Fit(new() { FreeSpacing = true }, counts, "n15-doublet1").Reasons[0]);
    }

    [Fact]
    public void Ties_need_a_named_model_and_a_free_spacing_a_multiplet()
    {
        Assert.Throws<ArgumentException>(() => new SpectrumFitter(Grid, new() { SharedWidth = true }));
        Assert.Throws<ArgumentException>(() => new SpectrumFitter(Grid, new() { Model = FitModel.Parse("lorentzian2"), FreeSpacing = true }));
    }

    [Theory]
    [InlineData("lorentzian4")]
    [InlineData("gaussian3")]
    public void Many_lines_share_too(string model)
    {
        int lines = model[^1] - '0';
        Some.Line[] truth = [.. Enumerable.Range(0, lines).Select(line => new Some.Line(2.832e9 + 23e6 * line, 5e6, 0.1))];
        Func<double, double> profile = model.StartsWith('g') ? Some.Gaussian : Some.Lorentzian;
        uint[] counts = Some.Counts(Some.Spectrum(Grid, 20000, [0], profile, truth), new CounterNoise(9));
        FitResults results = Fit(new() { SharedWidth = true, SharedDepth = true }, counts, model);
        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        for (int line = 0; line < lines; line++)
            Assert.Equal(truth[line].CentreHz, results.CentresHz[line], 5 * results.CentreStdsHz[line]);
        Assert.Equal(Grid.Length - 3 - lines, results.DegreesOfFreedom[0]);
    }

    private static uint[] Pair(
        double first, double second, double firstWidth, double secondWidth, double firstContrast, double secondContrast, double baseline, ulong seed) =>
        Some.Counts(Some.Lorentzians(Grid, baseline, new(first, firstWidth, firstContrast), new(second, secondWidth, secondContrast)), new CounterNoise(seed));

    private static FitResults Fit(FitOptions options, uint[] counts, string model = "lorentzian2") => Some.Fit(Grid, counts, model, options);
}
