using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Tests.Figures;

public sealed class AxisTicksTests
{
    [Fact]
    public void Ticks_are_round_and_labelled_in_the_shown_unit()
    {
        var ticks = AxisTicks.For(-31e-6, 31e-6, SiScale.For("T", 31e-6));
        Assert.Equal(["−30", "−20", "−10", "0", "10", "20", "30"], ticks.Labels);
        Assert.Equal(-30e-6, ticks.Positions[0], 1e-15);
    }

    [Theory]
    [InlineData(0.34e-6, 0.2e-6)]
    [InlineData(1e-6, 1e-6)]
    [InlineData(9.9, 5)]
    public void A_scale_bar_is_the_longest_round_length_that_fits(double room, double expected) =>
        Assert.Equal(expected, AxisTicks.RoundLength(room, upwards: false), 1e-12 * expected);

    [Fact]
    public void Any_axis_has_at_least_two_and_not_too_many_ticks()
    {
        for (var power = -12; power < 13; power++)
        {
            foreach (var mantissa in new[] { 1.0, 1.7, 3.3, 4.9, 9.99 })
            {
                var high = mantissa * Math.Pow(10, power);
                Assert.InRange(AxisTicks.For(-0.3 * high, high, new(1, "")).Labels.Length, 3, 8);
            }
        }
    }
}
