using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class SiScaleTests
{
    [Theory]
    [InlineData("T", 31e-6, "31 µT")]
    [InlineData("T", -1.5e-3, "−1.5 mT")]
    [InlineData("Hz", 2.87e9, "2.87 GHz")]
    [InlineData("counts/s", 3e5, "300 kcps")]
    [InlineData("m", 1e-6, "1 µm")]
    [InlineData("K", 300.0, "300 K")]
    [InlineData("1", 1.02, "1.02")]
    public void Values_carry_the_prefix_that_leaves_one_to_three_digits(string unit, double value, string expected) =>
        Assert.Equal(expected, SiScale.For(unit, value).Format(value, 3));

    [Fact]
    public void A_value_is_shown_to_the_second_digit_of_its_error() =>
        Assert.Equal("12.35 ± 0.57 µT", SiScale.For("T", 12e-6).Format(12.3456e-6, 0.567e-6));

    [Fact]
    public void Minus_zero_is_zero() => Assert.Equal("0.0", SiScale.Fixed(-0.01, 1));

    [Fact]
    public void Nothing_is_shown_as_nothing() => Assert.Equal("not determined", SiScale.For("T", 1).Format(double.NaN));
}
