using NvScanner.Physics;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>
/// The paper: LixCoO2 gives about 10 uT at 100 mT and 50 nm, metallic lithium one order less; the signal decays with the stand-off; the NV may stand
/// perpendicular, parallel or at 54.7 degrees to the face, with the bias along it. Bands are about what the twin gives, 3 % wide for the precision of its maps.
/// </summary>
public sealed class StrayFieldTests(ITestOutputHelper output)
{
    private const double Microtesla = 1e-6;
    private static readonly Vector3d Perpendicular = new(0, 0, 1);

    private static double CathodeStart => PaperCell.Whole.Geometry.CathodeStartMetres;

    private static double CathodeEnd => PaperCell.Whole.Geometry.LengthMetres;

    [Theory]
    [InlineData(1.0, 3.33, 1.32)]
    [InlineData(0.97, 4.38, 1.71)]
    [InlineData(0.6, 17.3, 6.55)]
    [InlineData(0.5, 14.5, 5.48)]
    public void Cobalt_oxide_gives_about_ten_microtesla(double lithiumContent, double largest, double deviation)
    {
        var picture = Picture.Of(PaperCell.Whole.StrayAlong(Perpendicular, lithiumContent, CathodeStart, CathodeEnd)).In(Microtesla);
        output.WriteLine(FormattableString.Invariant($"LixCoO2, x = {lithiumContent}: {picture} uT"));
        Near(largest, picture.Largest);
        Near(deviation, picture.Deviation);
    }

    // what a dendrite in the face adds to the same cell
    [Fact]
    public void Metallic_lithium_is_one_order_weaker_and_a_half()
    {
        var cell = PaperCell.WithDendrite;
        var with = cell.StrayAlong(Perpendicular, 0.6, cell.Geometry.LithiumMetres, cell.DendriteEndMetres);
        var without = PaperCell.Whole.StrayAlong(Perpendicular, 0.6, cell.Geometry.LithiumMetres, cell.DendriteEndMetres);
        var lithium = Picture.Of(with.Zip(without, (one, other) => one - other).ToArray()).In(Microtesla);
        var oxide = Picture.Of(PaperCell.Whole.StrayAlong(Perpendicular, 0.6, CathodeStart, CathodeEnd)).In(Microtesla);
        output.WriteLine(FormattableString.Invariant($"lithium: {lithium} uT; LixCoO2 is {oxide.Largest / lithium.Largest:f1} times as strong"));
        Near(0.62, lithium.Largest);
        Near(27.7, oxide.Largest / lithium.Largest);
    }

    [Theory]
    [InlineData(50, 17.3, 6.55)]
    [InlineData(100, 14.8, 5.82)]
    [InlineData(200, 12.9, 4.77)]
    [InlineData(500, 9.45, 2.95)]
    [InlineData(1000, 6.75, 1.66)]
    [InlineData(2000, 4.42, 0.96)]
    [InlineData(5000, 2.88, 0.65)]
    public void The_signal_decays_with_the_standoff(double nanometres, double largest, double deviation)
    {
        var picture = Picture.Of(PaperCell.Whole.StrayAlong(Perpendicular, 0.6, CathodeStart, CathodeEnd, nanometres * 1e-9)).In(Microtesla);
        output.WriteLine(FormattableString.Invariant($"{nanometres} nm: {picture} uT"));
        Near(largest, picture.Largest);
        Near(deviation, picture.Deviation);
    }

    [Theory]
    [InlineData("perpendicular", 0, 0, 17.3, 6.55)]
    [InlineData("54.7 degrees, along the cell", 54.7356, 0, 21.1, 5.79)]
    [InlineData("54.7 degrees, across the cell", 54.7356, 90, 19.8, 4.69)]
    [InlineData("parallel, along the cell", 90, 0, 13.0, 3.96)]
    [InlineData("parallel, across the cell", 90, 90, 15.2, 4.14)]
    public void Every_orientation_of_the_nv_sees_it(string name, double theta, double phi, double largest, double deviation)
    {
        var picture = Picture.Of(PaperCell.Whole.StrayAlong(NvFrame.FromDegrees(theta, phi).Axis, 0.6, CathodeStart, CathodeEnd)).In(Microtesla);
        output.WriteLine(FormattableString.Invariant($"{name}: {picture} uT"));
        Near(largest, picture.Largest);
        Near(deviation, picture.Deviation);
    }

    [Fact]
    public void The_signal_is_linear_in_the_bias()
    {
        var full = PaperCell.Whole.StrayAlong(Perpendicular, 0.6, CathodeStart, CathodeStart + 5e-6);
        var largest = Picture.Of(full).Largest;
        var worst = 0.0;
        foreach (var share in (double[])[-1, 0.1, 0.25, 0.5, 0.8])
        {
            var part = PaperCell.Whole.StrayAlong(Perpendicular, 0.6, CathodeStart, CathodeStart + 5e-6, biasTesla: share * PaperCell.BiasTesla);
            worst = Math.Max(worst, part.Zip(full, (some, all) => Math.Abs(some - share * all)).Max() / largest);
        }
        output.WriteLine(FormattableString.Invariant($"worst deviation from proportionality: {worst:e1}"));
        Assert.InRange(worst, 0, 1e-9);
    }

    private static void Near(double expected, double actual) => Assert.InRange(actual, 0.97 * expected, 1.03 * expected);
}
