using NvScanner.Physics.Battery;

namespace NvScanner.Physics.Tests.Battery;

public sealed class BatteryFormulaTests
{
    // the values of the reference page, computed elsewhere
    [Theory]
    [InlineData(0.5, 4.2417)]
    [InlineData(0.6, 4.0606)]
    [InlineData(0.7, 3.9656)]
    [InlineData(0.8, 3.9206)]
    [InlineData(0.9, 3.9091)]
    [InlineData(0.95, 3.9068)]
    [InlineData(0.99, 3.8778)]
    public void The_potential_of_lithium_cobalt_oxide_is_that_of_dualfoil(double lithiumContent, double volts) =>
        Assert.Equal(volts, LithiumCobaltOxidePotential.Volts(lithiumContent), 4);

    [Fact]
    public void The_potential_falls_with_lithium_content_and_its_slope_is_the_derivative()
    {
        for (var x = 0.2; x < 1; x += 0.001)
        {
            var (volts, slope) = LithiumCobaltOxidePotential.Evaluate(x);
            var difference = (LithiumCobaltOxidePotential.Volts(x + 1e-6) - LithiumCobaltOxidePotential.Volts(x - 1e-6)) / 2e-6;
            Assert.True(slope < 0, $"slope {slope} at {x}");
            Assert.Equal(difference, slope, 1e-6 * Math.Max(1, Math.Abs(slope)));
            Assert.True(LithiumCobaltOxidePotential.Volts(x + 0.001) < volts);
        }
    }

    [Fact]
    public void The_thermal_voltage_at_room_temperature_is_25_69_mV() => Assert.Equal(25.69e-3, Faraday.ThermalVolts(298.15), 5e-6);

    [Fact]
    public void One_coulomb_deposits_1_35e_10_cubic_metres_of_lithium() => Assert.Equal(1.35e-10, Faraday.LithiumVolumePerCoulomb, 0.005e-10);

    // 273.8 mAh/g of LiCoO2 (97.87 g/mol), and 0.94 mAh/cm² for x from 1 to 0.5 in 13.6 um of dense LiCoO2 (19.37 cm³/mol)
    [Fact]
    public void The_capacity_of_lithium_cobalt_oxide_follows_from_Faradays_law()
    {
        Assert.Equal(273.8, Faraday.Constant / 3.6 / 97.87, 0.1);
        Assert.Equal(0.94, 0.5 * Faraday.HostCharge(13.6e-6 * 1e-4, 1.937e-5) / 3.6, 0.005);
    }

    [Fact]
    public void Charging_takes_lithium_out() => Assert.Equal(-1.0 / 7200, Faraday.LithiumContentRate(1, 7200));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.3)]
    [InlineData(-40.0)]
    public void Butler_and_Volmer_agree_in_both_directions_and_in_the_slope(double current)
    {
        const double exchange = 2.1, thermal = 0.0257;
        var volts = ButlerVolmer.Overpotential(current, exchange, thermal);
        Assert.Equal(current, ButlerVolmer.Current(volts, exchange, thermal), 1e-9);
        // i = i0 (exp(eta/2V_T) - exp(-eta/2V_T)), written out
        Assert.Equal(current, exchange * (Math.Exp(volts / 2 / thermal) - Math.Exp(-volts / 2 / thermal)), 1e-9);
        var slope = (ButlerVolmer.Overpotential(current + 1e-5, exchange, thermal) - ButlerVolmer.Overpotential(current - 1e-5, exchange, thermal)) / 2e-5;
        Assert.Equal(slope, ButlerVolmer.Resistance(current, exchange, thermal), 1e-8);
    }

    [Fact]
    public void The_exchange_current_is_largest_at_half_filling() => Assert.Equal(
        [1.0, 0.6], new[] { ButlerVolmer.ExchangeCurrent(1, 0.5), ButlerVolmer.ExchangeCurrent(1, 0.9) }, (a, b) => Math.Abs(a - b) < 1e-12);
}
