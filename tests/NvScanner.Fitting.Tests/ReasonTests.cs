using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>What cannot be fitted gets a reason, never an exception from the middle of a batch and never a plausible number.</summary>
public class ReasonTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);
    private static readonly Some.Line Lower = new(2.85e9, 6e6, 0.15), Upper = new(2.89e9, 7e6, 0.12);

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("auto")]
    public void A_dark_pixel_has_too_few_counts(string model) =>
        AssertRefused(FitReason.TooFewCounts, Some.Fit(Grid, new uint[Grid.Length], model));

    [Fact]
    public void Equal_counts_show_no_dip() =>
        AssertRefused(FitReason.NoDip, Some.Fit(Grid, [.. Enumerable.Repeat(5000u, Grid.Length)], "lorentzian2"));

    [Fact]
    public void A_count_at_the_ceiling_is_saturation()
    {
        uint[] counts = Some.Counts(Some.Lorentzians(Grid, 5000, Lower, Upper), new CounterNoise(1));
        counts[3] = 65535;
        AssertRefused(FitReason.Saturated, Some.Fit(Grid, counts, "lorentzian2", new FitOptions { SaturationCounts = 65535 }));
    }

    [Theory]
    [InlineData("lorentzian1")]
    [InlineData("lorentzian2")]
    [InlineData("gaussian4")]
    [InlineData("n14-triplet1")]
    [InlineData("auto")]
    public void Noise_alone_shows_no_dip_nearly_always(string model)
    {
        CounterNoise noise = new(11);
        int falseAlarms = 0;
        for (int i = 0; i < 100; i++)
        {
            FitResults results = Some.Fit(Grid, Some.Counts(Some.Lorentzians(Grid, 2000), noise), model);
            falseAlarms += results.IsConverged(0) ? 1 : 0;
        }
        Assert.InRange(falseAlarms, 0, 2);
    }

    [Fact]
    public void A_dip_outside_the_window_leaves_one_line_and_no_claim_of_two()
    {
        Some.Line outside = new(3.05e9, 6e6, 0.15);
        for (ulong seed = 0; seed < 20; seed++)
        {
            FitResults results = Some.Fit(Grid, Some.Counts(Some.Lorentzians(Grid, 5000, Lower, outside), new CounterNoise(seed)), "lorentzian2");
            Assert.Equal(FitReason.NoDip, results.Reasons[0]);
            Assert.False(results.IsConverged(0));
            Assert.Equal(1, results.LineCounts[0]);
            Assert.Equal(Lower.CentreHz, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
            Assert.True(double.IsNaN(results.CentresHz[1]) && double.IsNaN(results.CentreCovariancesHz2[0]));
        }
    }

    [Fact]
    public void Lines_closer_than_their_width_are_merged_with_correlated_centres()
    {
        Some.Line left = new(2.8675e9, 7e6, 0.15), right = new(2.8725e9, 7e6, 0.14);
        FitResults results = Some.Fit(Grid, Some.Counts(Some.Lorentzians(Grid, 50000, left, right), new CounterNoise(3)), "lorentzian2");
        Assert.Equal(FitReason.Merged, results.Reasons[0]);
        Assert.True(results.IsConverged(0));
        Assert.Equal(left.CentreHz, results.CentresHz[0], 5 * results.CentreStdsHz[0]);
        Assert.Equal(right.CentreHz, results.CentresHz[1], 5 * results.CentreStdsHz[1]);
        double correlation = results.CentreCovariancesHz2[0] / (results.CentreStdsHz[0] * results.CentreStdsHz[1]);
        Assert.InRange(correlation, 0.3, 1);
    }

    [Fact]
    public void Coinciding_lines_are_reported_as_one()
    {
        Some.Line both = new(2.87e9, 7e6, 0.25);
        FitResults results = Some.Fit(Grid, Some.Counts(Some.Lorentzians(Grid, 20000, both), new CounterNoise(4)), "lorentzian2");
        Assert.False(results.IsConverged(0));
        Assert.Equal(1, results.LineCounts[0]);
    }

    [Fact]
    public void A_wrong_line_shape_at_high_counts_is_an_inadequate_model()
    {
        double[] means = Some.Spectrum(Grid, 1e6, [0], Some.Gaussian, Lower, Upper);
        FitResults results = Some.Fit(Grid, Some.Counts(means, new CounterNoise(5)), "lorentzian2");
        Assert.Equal(FitReason.ModelInadequate, results.Reasons[0]);
        Assert.True(results.IsConverged(0) && results.Chi2Reduced[0] > 2);
    }

    [Fact]
    public void Values_that_are_all_missing_were_not_measured() =>
        AssertRefused(FitReason.NotMeasured, Some.Fit(Grid, [.. Enumerable.Repeat(double.NaN, Grid.Length)], "lorentzian1"));

    [Fact]
    public void Values_that_are_all_equal_show_no_dip() =>
        AssertRefused(FitReason.NoDip, Some.Fit(Grid, [.. Enumerable.Repeat(1.5, Grid.Length)], "lorentzian1"));

    [Fact]
    public void Bad_spectra_leave_their_neighbours_alone()
    {
        uint[] good = Some.Counts(Some.Lorentzians(Grid, 5000, Lower, Upper), new CounterNoise(6));
        uint[] batch = [.. new uint[Grid.Length], .. good, .. Enumerable.Repeat(uint.MaxValue, Grid.Length)];
        FitResults results = new(3, 2);
        new SpectrumFitter(Grid, new FitOptions { Model = FitModel.Parse("lorentzian2") }).Fit(batch, 3, results);
        Assert.Equal([FitReason.TooFewCounts, FitReason.Ok, FitReason.Saturated], results.Reasons);
        Assert.Equal(Some.Fit(Grid, good, "lorentzian2").CentresHz, results.CentresHz[2..4]);
    }

    private static void AssertRefused(FitReason reason, FitResults results)
    {
        Assert.Equal(reason, results.Reasons[0]);
        Assert.False(results.IsConverged(0));
        Assert.All(results.CentresHz, centre => Assert.True(double.IsNaN(centre)));
    }
}
