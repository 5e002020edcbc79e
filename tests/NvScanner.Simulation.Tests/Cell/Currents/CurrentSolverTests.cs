using FsCheck;
using FsCheck.Fluent;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Tests.Cell.Currents;

public class CurrentSolverTests
{
    private static readonly ConductionModel Model = new();

    [Fact]
    public void PlatesAreTheSumOfTheirResistances()
    {
        var solved = new CurrentSolver(TestStructures.Plates(), Model, CurrentPath.IonsAndElectrons).Solve([0.6]);
        var transfer = Model.OxideTransferOhmSquareMetre * ConductionModel.RelativeTransferResistance(0.6);
        var expected = 2 * TestStructures.Pitch / Model.MetalSiemensPerMetre + Model.LithiumTransferOhmSquareMetre
            + 4 * TestStructures.Pitch / Model.ElectrolyteSiemensPerMetre + transfer + 6 * TestStructures.Pitch / Model.DelithiatedOxideSiemensPerMetre;
        Assert.Equal(1, solved.Resistance.OhmSquareMetre / expected, 1e-6);
        var separator = 2 * TestStructures.Pitch / Model.MetalSiemensPerMetre + 4 * TestStructures.Pitch / Model.ElectrolyteSiemensPerMetre;
        Assert.Equal(1, solved.Resistance.SeparatorOhmSquareMetre / separator, 1e-6);
        foreach (var density in solved.PerNominalX) Assert.Equal(-1, density, 1e-6);
        foreach (var density in solved.PerNominalY) Assert.Equal(0, density, 1e-6);
        foreach (var density in solved.PerNominalZ) Assert.Equal(0, density, 1e-6);
        Assert.False(solved.FlowsAtRest);
    }

    [Fact]
    public void EveryCutAcrossTheCellCarriesTheWholeCurrentAndNoneAtRest() => Prop.ForAll(ArbMap.Default.ArbFor<NonNegativeInt>(), seed =>
    {
        var structure = TestStructures.Random(seed.Get);
        var solved = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.8]);
        Assert.True(solved.FlowsAtRest);
        // the faces on either side of a voxel carry the same in sum over a column, so their mean does too
        for (var column = 0; column < structure.Columns; column++)
        {
            Assert.Equal(-1, MeanAlongX(structure, solved.PerNominalX, column), 1e-5);
            Assert.Equal(0, MeanAlongX(structure, solved.AtRest.X.Span, column), 1e-5 * solved.AtRest.X.Span.ToArray().Max(Math.Abs));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void CurrentIsLinearInTheDriveAtFrozenLithium()
    {
        var solved = new CurrentSolver(TestStructures.Random(3), Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.8]);
        for (var voxel = 0; voxel < solved.PerNominalX.Length; voxel += 17)
        {
            var rest = solved.At(voxel, 0);
            Assert.Equal(0, (solved.At(voxel, 2) - rest - (solved.At(voxel, 1) - rest) * 2).Norm, 1e-12 * (1 + rest.Norm));
            Assert.Equal(0, (solved.At(voxel, -1) - rest + (solved.At(voxel, 1) - rest)).Norm, 1e-12 * (1 + rest.Norm));
        }
    }

    [Fact]
    public void AtRestTheParticleWithLessLithiumPushesCurrentIntoTheOtherThroughTheCollector()
    {
        // two plates side by side on one collector: less lithium is the higher potential, which discharges through the electrolyte
        var structure = TestStructures.Block(
            12, 4, [0, -1e-6], (column, _, _) => column < 2 ? Phase.LithiumMetal : column < 6 ? Phase.Electrolyte : Phase.CobaltOxide, (_, row, _) => (short)(row < 2 ? 0 : 1));
        var solved = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.9]);
        var x = solved.AtRest.X.Span;
        // its charge transfer carries current from the electrolyte into the particle of higher potential: along +x there
        Assert.True(x[structure.IndexOf(6, 0, 0)] > 0);
        Assert.True(x[structure.IndexOf(6, 3, 0)] < 0);
    }

    [Fact]
    public void TheBlockRepeatsAlongYSoThatShiftingItShiftsTheCurrentWithIt()
    {
        var structure = TestStructures.Random(7);
        var shifted = TestStructures.ShiftedByOneRow(structure);
        var solved = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.8]);
        var moved = new CurrentSolver(shifted, Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.8]);
        for (var voxel = 0; voxel < solved.PerNominalX.Length; voxel++)
        {
            var (column, row, layer) = (voxel % structure.Columns, voxel / structure.Columns % structure.Rows, voxel / structure.Columns / structure.Rows);
            var target = structure.IndexOf(column, (row + 1) % structure.Rows, layer);
            Assert.Equal(0, (solved.At(voxel, 1) - moved.At(target, 1)).Norm, 1e-5 * (1 + solved.At(voxel, 1).Norm));
        }
    }

    [Fact]
    public void TheCatholyteMakesTheEffectiveConductivityThatTheElectrodesGradientsAreKnownFor()
    {
        // the electrolyte's conductivity given to the additive, with oxide that does not conduct: the way of the ions through the composite
        var geometry = new CellGeometry { WidthMetres = 20e-6, PitchMetres = 312.5e-9, Layers = 10, TopLayerMetres = 300e-9 };
        var structure = MicrostructureGenerator.Generate(geometry, 1);
        var ions = Model with { AdditiveSiemensPerMetre = Model.CatholyteSiemensPerMetre, LithiatedOxideSiemensPerMetre = 1e-9, DelithiatedOxideSiemensPerMetre = 1e-9 };
        var solved = new CurrentSolver(structure, ions, CurrentPath.ElectronsOnly).Solve(new double[structure.Particles.Count]);
        var effective = (structure.Columns - ConductanceNetwork.FirstColumnOf(structure, Phase.CobaltOxide)) * structure.PitchMetres / solved.Resistance.OhmSquareMetre;
        Assert.Equal(3e-2, effective, 0.3e-2);
    }

    [Fact]
    public void ADendriteFocusesTheCurrent()
    {
        static Phase At(int column, int row, int layer) => column < 3 ? Phase.LithiumMetal
            : column < 13 ? row == 5 && layer == 0 && column < 10 ? Phase.Dendrite : Phase.Electrolyte
            : Phase.CobaltOxide;
        var structure = TestStructures.Block(20, 11, [0, -0.5e-6, -1e-6, -1.5e-6, -2e-6], At);
        var solved = new CurrentSolver(structure, Model with { LithiumTransferOhmSquareMetre = 1e-4 }, CurrentPath.IonsAndElectrons).Solve([0.6]);
        Assert.True(solved.PerNominalX[structure.IndexOf(10, 5, 0)] < -1.5);
        // its stem gathers what its flanks take in
        Assert.True(solved.PerNominalX[structure.IndexOf(4, 5, 0)] < -10);
        Assert.InRange(solved.PerNominalX[structure.IndexOf(10, 0, 3)], -0.95, -0.1);
        // it bends towards the tip from below and from both sides
        Assert.True(solved.PerNominalZ[structure.IndexOf(10, 5, 1)] > 0);
        Assert.True(solved.PerNominalY[structure.IndexOf(10, 4, 0)] > 0);
        Assert.True(solved.PerNominalY[structure.IndexOf(10, 6, 0)] < 0);
    }

    [Fact]
    public void ElectronsAloneMeetFourOrdersLessResistanceThanTheCell()
    {
        var structure = TestStructures.Plates();
        var cell = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons).Solve([0.6]);
        var electrons = new CurrentSolver(structure, Model, CurrentPath.ElectronsOnly).Solve([0.6]);
        Assert.Equal(6 * TestStructures.Pitch / Model.DelithiatedOxideSiemensPerMetre, electrons.Resistance.OhmSquareMetre, 1e-6 * electrons.Resistance.OhmSquareMetre);
        Assert.InRange(cell.Resistance.OhmSquareMetre / electrons.Resistance.OhmSquareMetre, 3e3, 1e5);
        // at equal current both carry the same, the contact's place included
        foreach (var density in electrons.PerNominalX) Assert.Equal(-1, density, 1e-6);
    }

    [Fact]
    public void ASolutionDoesNotRememberWhatWasSolvedBeforeItBitForBit()
    {
        var structure = TestStructures.Random(5);
        var used = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons);
        used.Solve([0.62, 0.8]);
        var again = used.Solve([0.6, 0.7]);
        var fresh = new CurrentSolver(structure, Model, CurrentPath.IonsAndElectrons).Solve([0.6, 0.7]);
        Assert.Equal(fresh.PerNominalX.ToArray(), again.PerNominalX.ToArray());
        Assert.Equal(fresh.AtRest.X.ToArray(), again.AtRest.X.ToArray());
    }

    [Fact]
    public void WhatCannotCarryACurrentIsRefusedWithItsCause()
    {
        var wrong = Assert.Throws<ArgumentException>(() => new CurrentSolver(
            TestStructures.Plates(), Model with { ElectrolyteSiemensPerMetre = 0, LithiumTransferOhmSquareMetre = double.NaN }, CurrentPath.IonsAndElectrons));
        Assert.Contains("conductivity of the electrolyte is 0", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("charge transfer at the lithium is NaN", wrong.Message, StringComparison.Ordinal);
        var none = TestStructures.Block(3, 2, [0, -1e-6], (_, _, _) => Phase.Electrolyte);
        Assert.Contains("no LixCoO2", Assert.Throws<ArgumentException>(() => new CurrentSolver(none, Model, CurrentPath.IonsAndElectrons)).Message, StringComparison.Ordinal);
    }

    private static double MeanAlongX(Microstructure structure, ReadOnlySpan<double> alongX, int column)
    {
        double current = 0, area = 0;
        for (var layer = 0; layer < structure.Layers; layer++)
        {
            var face = ConductanceNetwork.FaceArea(structure, 0, layer);
            for (var row = 0; row < structure.Rows; row++)
            {
                current += alongX[structure.IndexOf(column, row, layer)] * face;
                area += face;
            }
        }
        return current / area;
    }
}
