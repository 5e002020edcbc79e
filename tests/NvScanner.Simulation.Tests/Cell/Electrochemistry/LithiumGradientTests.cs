using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Electrochemistry;

namespace NvScanner.Simulation.Tests.Cell.Electrochemistry;

/// <summary>How evenly the cathode is charged: statements of the source paper and the table of the reference page.</summary>
public sealed class LithiumGradientTests
{
    private static CellElectrochemistry Charged(double rate, double conductivity = 0.03, double fromContent = 0.97)
    {
        var design = new CellDesign { CathodeConductivitySiemensPerMetre = conductivity, LithiumContentAtStart = fromContent };
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(rate)), SomeCell.WideLimits, 0);
        cell.ReadAt(1200 / rate);
        return cell;
    }

    [Fact]
    public void A_third_of_a_charge_at_a_tenth_C_leaves_the_cathode_even() => Assert.InRange(Charged(0.1).FrontToBack(), 0, 0.01);

    [Fact]
    public void A_third_of_a_charge_at_1_C_leaves_it_nearly_even() => Assert.InRange(Charged(1).FrontToBack(), 0, 0.04);

    [Fact]
    public void Four_minutes_at_5_C_leave_it_graded_with_more_than_half_of_the_lithium_everywhere()
    {
        var cell = Charged(5);
        Assert.InRange(cell.FrontToBack(), 0.08, 0.12);
        Assert.All(cell.LithiumContents.ToArray(), x => Assert.True(x > 0.5));
        Assert.Equal(0.1667, 0.97 - cell.MeanLithiumContent, 1e-4);
    }

    // The table: 30 rungs from x = 0.97 with a charge transfer of 5 ohm cm² at every x. Here it is that at x = 1/2 and rises with 1/sqrt(x(1-x)) and
    // falls with the current, which makes the differences up to 11 % larger.
    [Theory]
    [InlineData(0.01, 0.1, 0.006)]
    [InlineData(0.01, 1, 0.076)]
    [InlineData(0.01, 5, 0.184)]
    [InlineData(0.03, 0.1, 0.002)]
    [InlineData(0.03, 1, 0.028)]
    [InlineData(0.03, 5, 0.083)]
    [InlineData(0.1, 0.1, 0.001)]
    [InlineData(0.1, 1, 0.009)]
    [InlineData(0.1, 5, 0.028)]
    public void Front_and_back_differ_as_in_the_reference_table(double siemensPerMetre, double rate, double expected) =>
        Assert.InRange(Charged(rate, siemensPerMetre).FrontToBack(), expected - 0.0006, 1.11 * expected + 0.0005);

    [Fact]
    public void The_front_empties_first_and_order_and_size_of_the_particles_do_not_matter()
    {
        var design = new CellDesign();
        CathodeParticle At(double micrometres, double volume) => new(default, 1e-6, volume, micrometres * 1e-6, false);
        var cell = new CellElectrochemistry(design, [At(20, 1e-18), At(1, 5e-18), At(20, 3e-18), At(10, 2e-18), At(1, 0.1e-18)]);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(5)), SomeCell.WideLimits, 0);
        var x = new double[5];
        cell.CopyLithiumContents(240, x);
        Assert.True(x[1] < x[3] && x[3] < x[0]);
        Assert.Equal(x[0], x[2], 1e-9);
        Assert.Equal(x[1], x[4], 1e-9);
    }

    [Fact]
    public void At_rest_the_lithium_evens_out_and_none_is_lost()
    {
        var cell = Charged(5);
        var (graded, mean) = (cell.FrontToBack(), cell.MeanLithiumContent);
        cell.Apply(SomeCell.Rest, SomeCell.WideLimits, 240);
        cell.ReadAt(240 + 3 * 3600);
        Assert.InRange(cell.FrontToBack(), 0, 0.2 * graded);
        Assert.Equal(mean, cell.MeanLithiumContent, 2e-6);
    }

    [Fact]
    public void The_result_does_not_hang_on_the_internal_step()
    {
        var design = new CellDesign();
        double Difference(double step)
        {
            var cell = SomeCell.Of(design, step);
            cell.Apply(SomeCell.Current(design.CurrentAtRate(5)), SomeCell.WideLimits, 0);
            cell.ReadAt(240);
            return cell.FrontToBack();
        }
        Assert.Equal(Difference(0.125), Difference(1), 4e-4);
    }

    [Fact]
    public void A_particles_current_is_the_rate_of_its_own_lithium()
    {
        var design = new CellDesign();
        var cell = SomeCell.Of(design);
        cell.Apply(SomeCell.Current(design.CurrentAtRate(1)), SomeCell.WideLimits, 0);
        var (before, after, currents) = (new double[SomeCell.Particles], new double[SomeCell.Particles], new double[SomeCell.Particles]);
        cell.CopyLithiumContents(600, before);
        cell.CopyLithiumContents(601, after);
        cell.CopyParticleCurrents(601, currents);
        var volume = UniformCathode.Particles(design, SomeCell.Particles)[0].VolumeCubicMetres;
        // I = -dx/dt F V / V_m
        for (var p = 0; p < SomeCell.Particles; p++)
            Assert.Equal((before[p] - after[p]) * 96485.33212 * volume / 1.937e-5, currents[p], 2e-3 * currents[p]);
    }
}
