using NvScanner.Reporting.Colours;

namespace NvScanner.Reporting.Tests.Colours;

public sealed class ColourLimitsTests
{
    [Fact]
    public void Signed_limits_are_equal_on_both_sides_of_the_centre()
    {
        var limits = ColourLimits.Symmetric([1.5e-3 - 2e-6, 1.5e-3 + 7e-6, double.NaN], 1.5e-3);
        Assert.Equal(1.5e-3 - 7e-6, limits.Low, 1e-12);
        Assert.Equal(1.5e-3 + 7e-6, limits.High, 1e-12);
        Assert.Equal(0.5, limits.Fraction(1.5e-3), 1e-9);
    }

    [Fact]
    public void One_outlier_does_not_hide_the_rest()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i / 1000.0).Append(1e6).ToArray();
        Assert.InRange(ColourLimits.Of(values).High, 0.98, 1.0);
        Assert.InRange(ColourLimits.Symmetric(values, 0).High, 0.97, 1.0);
    }

    [Fact]
    public void Without_outliers_the_limits_are_the_extremes() =>
        Assert.Equal(new(0, 0.999), ColourLimits.Of([.. Enumerable.Range(0, 1000).Select(i => i / 1000.0)]));

    [Theory]
    [InlineData(0.0)]
    [InlineData(3.0)]
    [InlineData(-1e-9)]
    public void A_constant_map_still_has_a_range(double value)
    {
        var limits = ColourLimits.Of([value, value]);
        Assert.True(limits.Low < value && value < limits.High);
        var symmetric = ColourLimits.Symmetric([value, value], value);
        Assert.True(symmetric.Low < value && value < symmetric.High);
    }

    [Fact]
    public void A_map_without_any_value_has_finite_limits() => Assert.Equal(new(0, 1), ColourLimits.Of([double.NaN, double.PositiveInfinity]));
}
