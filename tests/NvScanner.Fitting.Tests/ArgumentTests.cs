using FsCheck;
using FsCheck.Fluent;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>Wrong arguments are refused before anything is fitted, and the message names the place.</summary>
public class ArgumentTests
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);

    [Fact]
    public void The_first_frequency_that_does_not_ascend_is_named() =>
        Prop.ForAll(Gen.Choose(1, Grid.Length - 1).ToArbitrary(), index =>
        {
            double[] frequencies = [.. Grid];
            frequencies[index] = frequencies[index - 1];
            ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectrumFitter(frequencies, new FitOptions()));
            return error.Message.Contains($"[{index}]", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_first_frequency_that_is_no_number_is_named() =>
        Prop.ForAll(Gen.Choose(0, Grid.Length - 1).ToArbitrary(), Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity).ToArbitrary(),
            (index, value) =>
            {
                double[] frequencies = [.. Grid];
                frequencies[index] = value;
                ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectrumFitter(frequencies, new FitOptions()));
                return error.Message.Contains($"[{index}]", StringComparison.Ordinal);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_counts_at_all_give_a_reason_and_no_exception() =>
        Prop.ForAll(Gen.ArrayOf(Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, int.MaxValue), Gen.Constant(0)), Grid.Length).ToArbitrary(), counts =>
        {
            foreach (string model in new[] { "lorentzian2", "n14-triplet1", "voigt1" })
            {
                FitResults results = Some.Fit(Grid, Array.ConvertAll(counts, count => (uint)count), model);
                if (results.IsConverged(0) && !double.IsFinite(results.CentresHz[0]))
                    return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_values_at_all_give_a_reason_and_no_exception() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<double>().ArrayOf(Grid.Length).ToArbitrary(), values =>
        {
            FitResults results = Some.Fit(Grid, values, "gaussian2");
            return !results.IsConverged(0) || double.IsFinite(results.CentresHz[0]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lengths_that_do_not_agree_are_refused()
    {
        SpectrumFitter counts = new(Grid, new FitOptions { Model = FitModel.Parse("lorentzian2") });
        SpectrumFitter weighted = new(Grid, new FitOptions { Statistics = FitStatistics.Weighted });
        Assert.Throws<ArgumentException>(() => counts.Fit(new uint[Grid.Length + 1], 1, new FitResults(1, 2)));
        Assert.Throws<ArgumentException>(() => counts.Fit(new uint[2 * Grid.Length], 2, new FitResults(1, 2)));
        Assert.Throws<ArgumentException>(() => counts.Fit(new uint[Grid.Length], 1, new FitResults(1, 1)));
        Assert.Throws<ArgumentException>(() => weighted.Fit(new double[Grid.Length], [], 1, new FitResults(1, 8)));
        Assert.Throws<InvalidOperationException>(() => weighted.Fit(new uint[Grid.Length], 1, new FitResults(1, 8)));
        Assert.Throws<InvalidOperationException>(() => counts.Fit(new double[Grid.Length], [], 1, new FitResults(1, 2)));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFitter(Grid, new FitOptions { AutoLines = 9 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SpectrumFitter(Grid, new FitOptions { BaselineDegree = 3 }));
        Assert.Throws<ArgumentException>(() => new SpectrumFitter(Grid, new FitOptions { Model = FitModel.Parse("lorentzian1"), AutoLines = 1 }));
        Assert.Throws<ArgumentException>(() => new SpectrumFitter(Grid[..8], new FitOptions { Model = FitModel.Parse("lorentzian2") }));
    }

    [Fact]
    public void Every_model_is_found_by_its_name_and_an_unknown_name_lists_what_is_allowed()
    {
        Assert.Equal(30, FitModel.All.Count);
        Assert.All(FitModel.All, model => Assert.Same(model, FitModel.Parse(model.Name)));
        Assert.Same(FitModel.Auto, FitModel.Parse("auto"));
        Assert.False(FitModel.TryParse("lorentz2", out _, out string? error));
        Assert.Contains("n14-triplet2", error, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => FitModel.Parse("lorentzian9"));
    }
}
