using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Tests.Cell.Currents;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Paper;

/// <summary>
/// The paper: 23.5 mA/cm2 give an Oersted field of 1 to 5 nT, more at a dendrite, linear in the current; the electronic path alone gives one four orders
/// larger. What is judged is the part of the field that differs from place to place. Bands are about what the twin gives.
/// </summary>
public sealed class CurrentFieldTests(ITestOutputHelper output)
{
    private const double Nanotesla = 1e-9;
    private const double LithiumContent = 0.6;
    private const double LargestDensity = 235; // A/m2, 23.5 mA/cm2, 25C
    private static readonly Vector3d AlongCell = new(1, 0, 0), AcrossCell = new(0, 1, 0), Perpendicular = new(0, 0, 1);

    [Fact]
    public void The_orsted_field_is_less_than_a_nanotesla_over_the_cathode_and_several_at_a_dendrite()
    {
        var cell = PaperCell.Whole.Geometry;
        double Largest(PaperCell of, double from, double to) => new[] { AlongCell, AcrossCell, Perpendicular }
            .Max(axis => Picture.Of(of.OerstedAlong(axis, LithiumContent, LargestDensity, from, to)).Largest / Nanotesla);
        // at the collector uneven currents end on it; how they even out within it is left out
        var cathode = Largest(PaperCell.Whole, cell.CathodeStartMetres, cell.LengthMetres - 2e-6);
        var electrolyte = Largest(PaperCell.Whole, cell.LithiumMetres, cell.CathodeStartMetres - 1e-6);
        var dendrite = Largest(PaperCell.WithDendrite, cell.LithiumMetres, cell.CathodeStartMetres - 1e-6);
        output.WriteLine(FormattableString.Invariant($"cathode {cathode:f2} nT, electrolyte {electrolyte:f3} nT, with a dendrite {dendrite:f2} nT"));

        Assert.InRange(cathode, 0.68, 0.76);
        Assert.InRange(electrolyte, 0.02, 0.05);
        Assert.InRange(dendrite, 2.7, 3.1);
    }

    [Fact]
    public void The_orsted_field_is_linear_in_the_current()
    {
        var cell = PaperCell.Whole.Geometry;
        double[] At(double density) => PaperCell.Whole.OerstedAlong(Perpendicular, LithiumContent, density, cell.CathodeStartMetres, cell.CathodeStartMetres + 5e-6);
        var full = At(LargestDensity);
        var largest = Picture.Of(full).Largest;
        // C/10, 1C, 5C, and discharge
        var worst = new[] { 0.94, 9.4, 47, -235 }.Max(density => At(density).Zip(full, (some, all) => Math.Abs(some - density / LargestDensity * all)).Max() / largest);
        output.WriteLine(FormattableString.Invariant($"worst deviation from proportionality: {worst:e1}"));
        Assert.InRange(worst, 0, 1e-9);
    }

    // two samples of one profile but for `current-path`, and the same set-points at their clamps
    [Theory]
    [InlineData("0.6", 801, 1207)]
    [InlineData("0.97", 30, 28.6)]
    public void The_electronic_path_is_larger_by_the_ratio_of_resistances_at_equal_voltage_and_alike_at_equal_current(string lithiumContent, double currents, double fields)
    {
        const double overvoltage = 0.01, amperes = 0.94e-3;
        var (whole, electrons) = (DrivenSample.Of(lithiumContent, "ions-and-electrons"), DrivenSample.Of(lithiumContent, "electrons-only"));
        Assert.Equal(0, electrons.OpenCircuitVolts);

        var atCurrent = electrons.Deviation(new CellDrive.ConstantCurrent(new(amperes))) / whole.Deviation(new CellDrive.ConstantCurrent(new(amperes)));
        var wholeField = whole.Deviation(new CellDrive.ConstantVoltage(new(whole.OpenCircuitVolts + overvoltage)));
        var wholeAmperes = whole.Amperes;
        var electronField = electrons.Deviation(new CellDrive.ConstantVoltage(new(overvoltage)));
        output.WriteLine(FormattableString.Invariant(
            $"x = {lithiumContent}: equal current {atCurrent:f2}; equal voltage: {1e3 * wholeAmperes:f3} and {1e3 * electrons.Amperes:f1} mA, currents {electrons.Amperes / wholeAmperes:f1}, fields {electronField / wholeField:f0}"));

        Assert.InRange(atCurrent, 0.9, 1.6);
        Assert.InRange(electrons.Amperes / wholeAmperes, 0.97 * currents, 1.03 * currents);
        Assert.InRange(electronField / wholeField, 0.97 * fields, 1.03 * fields);
    }

    // 4 um of lithium, 9 um of LLZO and 13.5 um of dense LixCoO2, which hold the same 0.94 mAh/cm2
    [Fact]
    public void With_a_dense_cathode_it_is_four_orders()
    {
        var dense = TestStructures.Block(53, 3, [0, -1e-6], (column, _, _) => column < 8 ? Phase.LithiumMetal : column < 26 ? Phase.Electrolyte : Phase.CobaltOxide);
        var ratio = Ratio(dense, [LithiumContent]);
        output.WriteLine(FormattableString.Invariant($"dense cathode: {ratio:f0}"));
        Assert.InRange(ratio, 1.2e4, 1.27e4);
    }

    private static double Ratio(Microstructure structure, double[] contents) =>
        new CurrentSolver(structure, new ConductionModel(), CurrentPath.IonsAndElectrons).Solve(contents).Resistance.OhmSquareMetre
        / new CurrentSolver(structure, new ConductionModel(), CurrentPath.ElectronsOnly).Solve(contents).Resistance.OhmSquareMetre;
}
