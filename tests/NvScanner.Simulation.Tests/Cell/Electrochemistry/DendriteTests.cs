using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

public sealed class DendriteTests
{
    // 1e-8 of the 3.7 mA in excess of 1 mA at 5 C
    private static readonly CellDesign Design = new() { DendriteCurrentShare = 1e-8, LithiumContentAtStart = 0.9, ElectrolyteThicknessMetres = 2e-6 };

    // dL/dt = share (I - i_c A) V_m / (F pi r²)
    private static readonly double Speed = 1e-8 * (4.7e-3 - 1e-3) * 13.02e-6 / 96485.33212 / (Math.PI * 0.25e-12);

    private static CellElectrochemistry Charging(CellDesign design, double rate)
    {
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(rate)), SomeCell.WideLimits, 0);
        return cell;
    }

    [Fact]
    public void Its_length_is_the_lithium_of_its_share_of_the_charge_over_its_cross_section()
    {
        var cell = Charging(Design, 5);
        cell.ReadAt(100.5);
        // the current of the step before, so one step late
        Assert.Equal(99.5 * Speed, cell.DendriteLengthMetres, 1e-4 * cell.DendriteLengthMetres);
        Assert.False(cell.IsShorted);
        Assert.Contains("more than the critical 1 mA/cm² is plated", Assert.Single(cell.EventsUntil(100.5)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Below_the_critical_current_and_on_discharge_nothing_grows()
    {
        foreach (var rate in (double[])[1, -5])
        {
            var cell = Charging(Design, rate);
            cell.ReadAt(300);
            Assert.Equal(0, cell.DendriteLengthMetres);
            Assert.Empty(cell.EventsUntil(300));
        }
    }

    [Fact]
    public void Once_it_has_crossed_the_electrolyte_the_voltage_collapses_and_the_cell_discharges_itself()
    {
        var cell = Charging(Design, 5);
        var crossing = 1 + 2e-6 / Speed;
        Assert.InRange(cell.ReadAt(crossing - 0.5).PotentialVolts, 3.9, 4.2);
        Assert.False(cell.IsShorted);
        var after = cell.ReadAt(crossing + 0.5);
        Assert.True(cell.IsShorted);
        Assert.InRange(after.PotentialVolts, 0, 0.5);
        Assert.Equal(4.7e-3, after.CurrentAmperes, 1e-12);
        // what flows through the electrodes is what the short takes less what the instrument gives: V/R_short = I - I_electrodes
        Assert.Equal(after.PotentialVolts / 0.5, 4.7e-3 - cell.ElectrodeAmperes, 1e-9);
        Assert.True(cell.ElectrodeAmperes < -0.1);
        Assert.True(after.TemperatureRiseKelvin > 0.1);
        var shorted = cell.EventsUntil(crossing + 0.5)[^1];
        Assert.Equal(crossing, shorted.TimeSeconds, 0.02);
        Assert.Equal("cell-short", shorted.Code);
        Assert.Contains("short circuit", shorted.Text, StringComparison.Ordinal);

        cell.Apply(SomeCell.Rest, SomeCell.WideLimits, 400);
        var rested = cell.ReadAt(3600);
        Assert.Equal(0, rested.CurrentAmperes, 1e-12);
        Assert.Equal(0, rested.PotentialVolts, 0.01);
        Assert.InRange(cell.MeanLithiumContent, 0.99, 1.0);
    }

    [Fact]
    public void A_voltage_held_over_a_short_takes_the_current_of_the_short_within_the_compliance()
    {
        var cell = Charging(Design, 5);
        cell.ReadAt(600);
        cell.Apply(SomeCell.Voltage(0.04), SomeCell.Within(0, 4.2, 0.1), 600);
        Assert.Equal(0.04, cell.ReadAt(3000).PotentialVolts, 1e-9);
        Assert.Equal(0.08, cell.ReadAt(3000).CurrentAmperes, 2e-3);
        cell.Apply(SomeCell.Voltage(4), SomeCell.Within(0, 4.2, 0.1), 3000);
        Assert.Equal(0.1, cell.ReadAt(3001).CurrentAmperes, 1e-12);
        Assert.InRange(cell.ReadAt(3001).PotentialVolts, 0.0, 0.051);
    }

    [Fact]
    public void The_instant_of_the_short_does_not_depend_on_when_it_is_looked_at()
    {
        var (once, often) = (Charging(Design, 5), Charging(Design, 5));
        once.ReadAt(500);
        for (var t = 0.0; t <= 500; t += 0.37) often.ReadAt(t);
        often.ReadAt(500);
        Assert.Equal(once.EventsUntil(500), often.EventsUntil(500));
        Assert.Equal(once.LithiumContents.ToArray(), often.LithiumContents.ToArray());
    }

    [Fact]
    public void Without_a_share_of_the_current_there_is_no_dendrite()
    {
        var cell = Charging(new CellDesign { LithiumContentAtStart = 0.9 }, 5);
        cell.ReadAt(300);
        Assert.Empty(cell.EventsUntil(300));
    }

    [Fact]
    public void A_dendrite_that_is_there_from_the_start_has_only_the_rest_to_cross_and_a_whole_one_shorts_at_once()
    {
        var part = Charging(Design with { DendriteLengthAtStartMetres = 1.5e-6 }, 5);
        Assert.Equal(1 + 0.5e-6 / Speed, part.EventsUntil(300)[^1].TimeSeconds, 0.02);

        var cell = SomeCell.Of(new CellDesign { DendriteLengthAtStartMetres = 20e-6 });
        Assert.Equal(("cell-short", 0.0), (cell.EventsUntil(0)[0].Code, cell.EventsUntil(0)[0].TimeSeconds));
        Assert.InRange(cell.ReadAt(0).PotentialVolts, 0, 0.5);
        Assert.Equal(cell.ReadAt(0).PotentialVolts / 0.5, -cell.ElectrodeAmperes, 1e-9);
        cell.ReadAt(10);
        // what the electrodes passed is in the particles and the double layer: x rises by it
        var stored = (0.97 - cell.MeanLithiumContent) * new CellDesign().HostChargeCoulombs + cell.DoubleLayerCoulombs;
        Assert.Equal(cell.ElectrodeChargeCoulombs, stored, 1e-9);
        Assert.True(stored < -0.1);
        Assert.Equal(0, cell.ChargeCoulombs, 1e-12);
    }
}
