using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Instruments;
using NvScanner.Physics.Battery;
using NvScanner.Simulation.Cell.Electrochemistry;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

public sealed class CellVoltageTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.5, 4.2417)]
    [InlineData(0.7, 3.9656)]
    [InlineData(0.95, 3.9068)]
    public void At_rest_the_cell_shows_the_potential_of_its_cathode(double lithiumContent, double volts)
    {
        var reading = SomeCell.Of(new CellDesign { LithiumContentAtStart = lithiumContent }).ReadAt(100);
        Assert.Equal(volts, reading.PotentialVolts, 4);
        Assert.Equal(0, reading.CurrentAmperes);
        Assert.Equal(2 * (1 - lithiumContent), reading.StateOfCharge, 1e-9);
    }

    // with a cathode that conducts ions well: V = U(x) + I R_s + eta_Li + eta_ct + I R_D once double layer and diffusion have settled
    [Theory]
    [InlineData(0.94e-3)]
    [InlineData(-4.7e-3)]
    public void Under_current_the_voltage_is_the_sum_of_its_parts(double amperes)
    {
        var design = new CellDesign { CathodeConductivitySiemensPerMetre = 1e3, LithiumContentAtStart = 0.75, DiffusionSeconds = 1 };
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(amperes), SomeCell.WideLimits, 0);
        var volts = cell.ReadAt(60).PotentialVolts;

        var x = 0.75 - 60 * amperes / (2 * 3.384);
        const double thermal = 8.314462618 * 298.15 / 96485.33212;
        // 5 ohm of charge transfer at x = 1/2
        var exchange = thermal / 5 * 2 * Math.Sqrt(x * (1 - x));
        var expected = LithiumCobaltOxidePotential.Volts(x) + amperes * (5 + 3)
            + 2 * thermal * Math.Asinh(amperes / 2 / 0.01) + 2 * thermal * Math.Asinh(amperes / 2 / exchange);
        Assert.Equal(expected, volts, 1e-4);
    }

    [Fact]
    public void Charging_at_constant_current_goes_over_into_constant_voltage_at_the_limit_and_the_current_falls()
    {
        var design = new CellDesign();
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(1)), SomeCell.Limits, 0);
        var (previous, reached) = (design.CurrentAtRate(1), false);
        for (var t = 1.5; t < 5 * 3600; t += 7)
        {
            var reading = cell.ReadAt(t);
            Assert.True(reading.PotentialVolts <= 4.2 + 1e-12, $"{reading.PotentialVolts} V at {t} s");
            Assert.True(reading.CurrentAmperes <= previous + 1e-12, $"{reading.CurrentAmperes} A at {t} s");
            if (reached |= reading.CurrentAmperes < 0.999 * design.CurrentAtRate(1)) Assert.Equal(4.2, reading.PotentialVolts, 1e-9);
            previous = reading.CurrentAmperes;
        }
        Assert.True(reached);
        Assert.InRange(previous, 0, design.CurrentAtRate(0.05));
        // where the potential of LixCoO2 is 4.2 V
        Assert.Equal(0.528, cell.MeanLithiumContent, 0.003);
    }

    [Fact]
    public void An_empty_or_a_full_host_takes_the_voltage_to_the_compliance_and_no_further()
    {
        foreach (var (amperes, limit) in new[] { (-4.7e-3, -10.0), (4.7e-3, 10.0) })
        {
            var cell = SomeCell.Of(new CellDesign());
            cell.Apply(SomeCell.Current(amperes), SomeCell.WideLimits, 0);
            Assert.Equal(limit, cell.ReadAt(3600).PotentialVolts, 1e-9);
            Assert.Equal(0, cell.ReadAt(7200).CurrentAmperes, 1e-6);
            Assert.All(cell.LithiumContents.ToArray(), x => Assert.InRange(x, 0.0, 1.0));
        }
    }

    [Fact]
    public void A_voltage_step_is_limited_by_the_current_of_the_instrument()
    {
        var cell = SomeCell.Of(new CellDesign { LithiumContentAtStart = 0.7 });
        cell.Apply(SomeCell.Voltage(4.15), SomeCell.Within(3, 4.2, 2e-3), 0);
        Assert.Equal(2e-3, cell.ReadAt(0).CurrentAmperes, 1e-12);
        Assert.Equal(2e-3, cell.ReadAt(60).CurrentAmperes, 1e-12);
        var late = cell.ReadAt(4 * 3600);
        Assert.Equal(4.15, late.PotentialVolts, 1e-9);
        Assert.InRange(late.CurrentAmperes, 0, 1e-4);
    }

    [Fact]
    public void The_double_layer_charges_through_the_series_resistance_within_its_time()
    {
        var design = new CellDesign { LithiumContentAtStart = 0.5, CathodeConductivitySiemensPerMetre = 1e3, DiffusionResistanceOhmSquareMetres = 0 };
        var cell = SomeCell.Of(design);
        var before = cell.ReadAt(0).PotentialVolts;
        cell.Apply(SomeCell.Current(1e-4), SomeCell.WideLimits, 0);
        double Rise(double t) => cell.ReadAt(t).PotentialVolts - before;
        // R_s and lithium at once, then R_ct (1 - exp(-t/R_ct C_dl)), R_ct C_dl = 100 us
        Assert.Equal(1e-4 * (5 + 2.569), Rise(0), 1e-7);
        Assert.Equal(1e-4 * (7.569 + 5 * (1 - Math.Exp(-1))), Rise(1e-4), 1e-7);
        Assert.Equal(1e-4 * 12.569, Rise(1e-2), 1e-6);
    }

    [Fact]
    public void Losses_warm_the_cell_by_power_times_thermal_resistance()
    {
        var design = new CellDesign { LithiumContentAtStart = 0.75 };
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(4.7e-3), SomeCell.WideLimits, 0);
        var reading = cell.ReadAt(60);
        var watts = 4.7e-3 * (reading.PotentialVolts - LithiumCobaltOxidePotential.Volts(cell.MeanLithiumContent));
        Assert.Equal(20 * watts * (1 - Math.Exp(-6)), reading.TemperatureRiseKelvin, 0.05 * 20 * watts);
        cell.Apply(SomeCell.Rest, SomeCell.WideLimits, 60);
        // gradients within the particles go on to relax: at most the 3 ohm of diffusion's part
        var cooled = reading.TemperatureRiseKelvin * Math.Exp(-1);
        Assert.InRange(cell.ReadAt(70).TemperatureRiseKelvin, 1.01 * cooled, cooled + 20 * 4.7e-3 * 4.7e-3 * 3 * (1 - Math.Exp(-1)));
    }

    [Theory]
    [InlineData(4.7e-3)]
    [InlineData(-4.7e-3)]
    public void A_charge_and_the_rest_after_it_turn_into_heat_what_the_host_does_not_store(double amperes)
    {
        var design = new CellDesign { LithiumContentAtStart = 0.75 };
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(amperes), SomeCell.WideLimits, 0);
        var (work, heat, before) = (0.0, 0.0, cell.ReadAt(0));
        for (var second = 1; second <= 3600; second++)
        {
            if (second == 121) cell.Apply(SomeCell.Rest, SomeCell.WideLimits, 120);
            var now = cell.ReadAt(second);
            Assert.True(now.TemperatureRiseKelvin > 0);
            if (second <= 120) work += amperes * 0.5 * (before.PotentialVolts + now.PotentialVolts);
            heat += 0.5 * (before.TemperatureRiseKelvin + now.TemperatureRiseKelvin) / 20;
            before = now;
        }
        const int Slices = 1000;
        var (stored, change) = (0.0, cell.MeanLithiumContent - 0.75);
        for (var slice = 0; slice < Slices; slice++)
            stored -= design.HostChargeCoulombs * change / Slices * LithiumCobaltOxidePotential.Volts(0.75 + change * (slice + 0.5) / Slices);
        output.WriteLine($"work {work} J, stored {stored} J, heat {heat} J");
        Assert.Equal(work - stored, heat, 0.01 * heat);
    }

    [Fact]
    public void Times_do_not_fall()
    {
        var cell = SomeCell.Of(new CellDesign());
        cell.ReadAt(10);
        Assert.Contains("times do not fall", Assert.Throws<ArgumentOutOfRangeException>(() => cell.ReadAt(5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_applied_voltage_and_current_stay_within_the_compliance_and_lithium_between_none_and_all()
    {
        Prop.ForAll(Programmes.Arbitrary, programme =>
        {
            var cell = SomeCell.Of(new CellDesign { DendriteCurrentShare = 1e-7 });
            programme.Run(cell, (t, segment) =>
            {
                var limits = segment.Limits;
                var reading = cell.ReadAt(t);
                Assert.InRange(reading.CurrentAmperes, limits.Current.Minimum.Amperes - 1e-12, limits.Current.Maximum.Amperes + 1e-12);
                Assert.InRange(cell.LithiumContents.ToArray().Min(), 0.0, 1.0);
                Assert.InRange(cell.LithiumContents.ToArray().Max(), 0.0, 1.0);
                // a voltage limit outside of what the current limit can hold gives way to it
                var margin = 2 * segment.AmplitudeAmperes + 1e-9;
                if (reading.CurrentAmperes > limits.Current.Minimum.Amperes + margin && reading.CurrentAmperes < limits.Current.Maximum.Amperes - margin && segment.Drive is not CellDrive.Rest)
                    Assert.InRange(reading.PotentialVolts, limits.Voltage.Minimum.Volts - 1e-9, limits.Voltage.Maximum.Volts + 1e-9);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_charge_that_passed_is_in_the_particles_and_the_double_layer()
    {
        Prop.ForAll(Programmes.Arbitrary, programme =>
        {
            var design = new CellDesign { DendriteCurrentShare = 1e-7 };
            var cell = SomeCell.Of(design);
            programme.Run(cell, (t, _) =>
            {
                cell.ReadAt(t);
                var inParticles = (design.LithiumContentAtStart - cell.MeanLithiumContent) * design.HostChargeCoulombs;
                Assert.Equal(cell.ElectrodeChargeCoulombs, inParticles + cell.DoubleLayerCoulombs, 1e-9);
                if (!cell.IsShorted) Assert.Equal(cell.ChargeCoulombs, cell.ElectrodeChargeCoulombs, 1e-12);
            });
        }).QuickCheckThrowOnFailure();
    }
}
