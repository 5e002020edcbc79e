using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Currents;
using NvScanner.Simulation.Cell.Fields;
using NvScanner.Simulation.Cell.Geometry;
using NvScanner.Simulation.Samples;
using NvScanner.Simulation.Tests.Cell.Geometry;
using NvScanner.Simulation.Twin;
using Xunit.Abstractions;

namespace NvScanner.Simulation.Tests.Samples;

/// <summary>A dendrite that grows under the tip: voxels of lithium, their field and the current that crowds into them, until it touches the positive electrode and shorts the cell.</summary>
public sealed class GrowingDendriteTests(ITestOutputHelper output)
{
    private const ulong Seed = 4;
    private static readonly CellLimits Compliance = new(new(new(-1), new(6)), new(new(-0.1), new(0.1)));

    [Theory]
    [InlineData(0)]
    [InlineData(0.6e-6)]
    public void It_grows_voxel_by_voxel_and_touches_no_particle_before_it_has_crossed(double depth)
    {
        var geometry = Cells.Small with { DendriteDepthMetres = depth, DendriteRadiusMetres = 300e-9 };
        var (start, dendrite) = MicrostructureGenerator.GenerateGrowing(geometry, Seed);
        Assert.Same(start, dendrite.At(0));
        Assert.Equal(0, Count(start));
        var before = start;
        foreach (var fraction in new[] { 0.1, 0.4, 0.7, 0.95, 0.999999 })
        {
            var grown = dendrite.At(fraction);
            Assert.InRange(Count(grown), Count(before), int.MaxValue);
            for (var voxel = 0; voxel < grown.Phases.Length; voxel++)
            {
                if (before.Phases[voxel] == Phase.Dendrite) Assert.Equal(Phase.Dendrite, grown.Phases[voxel]);
                if (grown.Phases[voxel] != Phase.Dendrite) Assert.Equal(start.Phases[voxel], grown.Phases[voxel]);
                // buried as deep as it was told
                else Assert.InRange(grown.LayerBoundariesMetres[voxel / (grown.Columns * grown.Rows)], -depth - 600e-9, depth == 0 ? 0 : -depth + 450e-9);
            }
            Assert.False(Touches(grown));
            before = grown;
        }
        Assert.True(Touches(dendrite.At(1)));
        Assert.True(Touches(dendrite.At(IParticleCell.Crossed)));
    }

    [Fact]
    public void A_generated_dendrite_of_a_length_is_the_one_that_grew_to_it()
    {
        var geometry = Cells.Small with { CrackDepthMetres = 0 };
        var (_, dendrite) = MicrostructureGenerator.GenerateGrowing(geometry, Seed);
        Assert.Equal(MicrostructureGenerator.Generate(geometry with { DendriteFraction = 0.6 }, Seed).Phases.ToArray(), dendrite.At(0.6).Phases.ToArray());
    }

    // 5 mA on 1 cm², 4 of them above the critical milliampere: 0.107 um/s, 9 um in 84 s
    [Fact]
    public void Fields_currents_and_the_short_follow_the_growing_lithium()
    {
        var sample = Create(("dendrite-current-share", "1e-7"), ("lithium-content", "0.8"), ("voxel", "312.5 nm"), ("particle-diameter", "2.5 um"), ("bulk-depth", "0 um"));
        var still = Create(("lithium-content", "0.8"), ("voxel", "312.5 nm"), ("particle-diameter", "2.5 um"), ("bulk-depth", "0 um"));
        foreach (var of in new[] { sample, still }) of.Cell!.Apply(new CellDrive.ConstantCurrent(new(5e-3)), Compliance, 0);

        var fronts = new List<double>();
        foreach (var seconds in new[] { 20.0, 40, 60, 80 })
        {
            fronts.Add(FrontOfDifference(sample, still, seconds));
            Assert.DoesNotContain(sample.Cell!.EventsUntil(seconds), happened => happened.Code == "cell-short");
        }
        output.WriteLine("front in um: " + string.Join(", ", fronts.Select(front => FormattableString.Invariant($"{front * 1e6:f2}"))));
        // the lithium begins at 4 um; 0.107 um/s along x, told to the pitch of the look and the field's reach of some 0.5 um
        for (var i = 0; i < 4; i++) Assert.Equal(4e-6 + 0.107e-6 * 20 * (i + 1), fronts[i], 0.9e-6);

        var shorted = Assert.Single(sample.Cell!.EventsUntil(120), happened => happened.Code == "cell-short");
        Assert.Equal(84, shorted.TimeSeconds, 2.0);
        Assert.True(sample.Cell.ReadAt(121).PotentialVolts < 3.5);
    }

    [Fact]
    public void Between_two_growth_steps_the_field_lies_between_theirs()
    {
        var geometry = Cells.Small with { DendriteFraction = 0.3 };
        var (structure, dendrite) = MicrostructureGenerator.GenerateGrowing(geometry, Seed);
        var contents = Enumerable.Repeat(0.7, structure.Particles.Count).ToArray();
        double[] State(double fraction) => [.. contents, fraction];
        var field = new CellField(structure, State(0.3), new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]), dendrite);
        for (var step = 0; step <= 60; step++) field.Observe(State(0.3 + 0.005 * step)); // 0.3 to 0.6
        var (bias, worst, largest) = (new Vector3d(0, 0, 0.08), 0.0, 0.0);
        foreach (var fraction in new[] { 0.585, 0.5925, 0.6 })
        {
            var truth = new CellField(dendrite.At(fraction), contents, new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]));
            var none = new CellField(structure, contents, new ConductionModel(), CurrentPath.IonsAndElectrons, 0, new LeadField([]));
            for (var x = 2e-6; x < 6e-6; x += 0.2e-6)
                for (var y = 0.1e-6; y < 6.4e-6; y += 0.2e-6)
                {
                    var place = new Vector3d(x, y, 60e-9);
                    var true_ = truth.FieldAt(place, bias, contents, 0, 0);
                    largest = Math.Max(largest, (true_ - none.FieldAt(place, bias, contents, 0, 0)).Norm);
                    worst = Math.Max(worst, (field.FieldAt(place, bias, State(fraction), 0, 0) - true_).Norm);
                }
        }
        output.WriteLine(FormattableString.Invariant($"dendrite {largest * 1e6:f3} uT, between steps off by {worst * 1e6:f3} uT"));
        Assert.InRange(largest, 0.2e-6, 2e-6);
        Assert.InRange(worst, 0, largest);
    }

    // the largest x over the electrolyte where lithium has made at least a third of the largest difference
    private static double FrontOfDifference(ISample grown, ISample still, double seconds)
    {
        var conditions = new SampleConditions(seconds, 0, new Vector3d(0, 0, 0.08));
        var differences = new List<(double X, double Tesla)>();
        for (var x = 3e-6; x < 13.5e-6; x += 0.2e-6)
            for (var y = 0.1e-6; y < 20e-6; y += 0.2e-6)
            {
                var place = new Vector3d(x, y, 100e-9);
                differences.Add((x, (grown.FieldAt(place, conditions) - still.FieldAt(place, conditions)).Norm));
            }
        var largest = differences.Max(difference => difference.Tesla);
        return differences.Where(difference => difference.Tesla > largest / 3).Max(difference => difference.X);
    }

    private static int Count(Microstructure structure) => structure.Phases.ToArray().Count(phase => phase == Phase.Dendrite);

    private static bool Touches(Microstructure structure)
    {
        for (var layer = 0; layer < structure.Layers; layer++)
            for (var row = 0; row < structure.Rows; row++)
                for (var column = 1; column + 1 < structure.Columns; column++)
                {
                    if (structure.Phases[structure.IndexOf(column, row, layer)] != Phase.Dendrite) continue;
                    bool IsOxide(int c, int r, int l) => l >= 0 && l < structure.Layers && structure.Phases[structure.IndexOf(c, (r + structure.Rows) % structure.Rows, l)] == Phase.CobaltOxide;
                    if (IsOxide(column - 1, row, layer) || IsOxide(column + 1, row, layer) || IsOxide(column, row - 1, layer) || IsOxide(column, row + 1, layer)
                        || IsOxide(column, row, layer - 1) || IsOxide(column, row, layer + 1)) return true;
                }
        return false;
    }

    private static ISample Create(params (string Name, string Text)[] settings)
    {
        var spec = new SimulationSpec { Sample = SampleCatalogue.BatteryCrossSection, Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Text) };
        return SampleCatalogue.Find(spec.Sample, new SampleContext(new WorldSettings(spec), 1, [], new InstrumentId("simulation", "test")))!;
    }
}
