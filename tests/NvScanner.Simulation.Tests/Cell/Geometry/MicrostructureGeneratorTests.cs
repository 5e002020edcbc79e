using FsCheck;
using FsCheck.Fluent;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Cell.Geometry;

namespace NvScanner.Simulation.Tests.Cell.Geometry;

public sealed class MicrostructureGeneratorTests
{
    private static readonly Lazy<Microstructure> Default = new(() => MicrostructureGenerator.Generate(new CellGeometry(), 1));

    private static void ForSeeds(Func<ulong, bool> property) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => property((ulong)seed)).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    [Fact]
    public void The_composite_holds_the_wanted_fractions_of_particles_and_pores() => ForSeeds(seed =>
    {
        var geometry = Cells.Small;
        var structure = MicrostructureGenerator.Generate(geometry, seed);
        var oxide = CellInventory.FractionOf(structure, Phase.CobaltOxide, geometry.CathodeStartMetres, geometry.LengthMetres);
        var voids = CellInventory.FractionOf(structure, Phase.Void, geometry.CathodeStartMetres, geometry.LengthMetres);
        return Math.Abs(oxide - geometry.CobaltOxideFraction) < 0.005 && voids >= 0.9 * geometry.PoreFraction && voids < geometry.PoreFraction + 0.03;
    });

    [Fact]
    public void Lithium_electrolyte_and_composite_follow_each_other_along_x() => ForSeeds(seed =>
    {
        var geometry = Cells.Small with { DendriteFraction = 0.5 };
        var structure = MicrostructureGenerator.Generate(geometry, seed);
        for (var voxel = 0; voxel < structure.Phases.Length; voxel++)
        {
            var x = (voxel % structure.Columns + 0.5) * structure.PitchMetres;
            var isRight = structure.Phases[voxel] switch
            {
                Phase.LithiumMetal => x < geometry.LithiumMetres,
                Phase.CobaltOxide => x > geometry.CathodeStartMetres,
                Phase.Dendrite => x > geometry.LithiumMetres && x < geometry.CathodeStartMetres,
                _ => x > geometry.LithiumMetres,
            };
            if (!isRight) return false;
        }
        return true;
    });

    [Fact]
    public void Every_voxel_of_cobalt_oxide_and_no_other_belongs_to_a_particle_whose_volume_and_burial_agree() => ForSeeds(seed =>
    {
        var structure = MicrostructureGenerator.Generate(Cells.Small, seed);
        var volumes = new double[structure.Particles.Count];
        var shown = new bool[structure.Particles.Count];
        for (var voxel = 0; voxel < structure.Phases.Length; voxel++)
        {
            var particle = structure.ParticleIndices[voxel];
            if (structure.Phases[voxel] == Phase.CobaltOxide != (particle != Microstructure.NoParticle)) return false;
            if (particle == Microstructure.NoParticle) continue;
            if (particle < 0 || particle >= volumes.Length) return false;
            var layer = voxel / (structure.Rows * structure.Columns);
            volumes[particle] += structure.PitchMetres * structure.PitchMetres * (structure.LayerBoundariesMetres[layer] - structure.LayerBoundariesMetres[layer + 1]);
            shown[particle] |= layer == 0;
        }
        return structure.Particles.Select((particle, index) =>
            Math.Abs(particle.VolumeCubicMetres - volumes[index]) < 1e-9 * volumes[index]
            && particle.IsBuried == !shown[index]
            && Math.Abs(4 * Math.PI / 3 * Math.Pow(particle.RadiusMetres, 3) / volumes[index] - 1) < 1e-9
            && particle.DistanceFromElectrolyteMetres >= 0).All(right => right);
    });

    [Fact]
    public void The_cores_of_the_particles_do_not_overlap() => ForSeeds(seed =>
    {
        var spheres = SpherePacking.Fill(Cells.Small, seed);
        for (var i = 0; i < spheres.Count; i++)
            for (var j = 0; j < i; j++)
            {
                if (SpherePacking.Distance(spheres[i].CentreMetres, spheres[j].CentreMetres, Cells.Small.WidthMetres) < spheres[i].RadiusMetres + spheres[j].RadiusMetres)
                    return false;
            }
        return spheres.Count > 20;
    });

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_does_not() => ForSeeds(seed =>
    {
        var geometry = Cells.Small with { DendriteFraction = 0.7 };
        var first = Cells.Fingerprint(MicrostructureGenerator.Generate(geometry, seed));
        return first == Cells.Fingerprint(MicrostructureGenerator.Generate(geometry, seed))
            && first != Cells.Fingerprint(MicrostructureGenerator.Generate(geometry, seed + 1));
    });

    [Fact]
    public void The_defaults_have_the_capacity_of_the_papers_cell_and_both_shown_and_buried_particles()
    {
        var structure = Default.Value;
        var capacity = CellInventory.ToMilliampereHoursPerSquareCentimetre(CellInventory.ArealCapacity(structure));
        Assert.InRange(capacity, 0.93, 0.95);
        Assert.InRange(structure.Particles.Count, 200, 2000);
        Assert.InRange(structure.Particles.Count(particle => particle.IsBuried), structure.Particles.Count / 3, structure.Particles.Count - 50);
    }

    [Fact]
    public void Diameters_are_spread_about_the_median_as_asked()
    {
        var logarithms = SpherePacking.Fill(new CellGeometry(), 3).Select(sphere => Math.Log(2 * sphere.RadiusMetres)).ToArray();
        var mean = logarithms.Average();
        Assert.InRange(mean, Math.Log(1.9e-6), Math.Log(2.1e-6));
        Assert.InRange(Math.Sqrt(logarithms.Average(value => (value - mean) * (value - mean))), 0.25, 0.33);
    }

    [Fact]
    public void Layers_begin_thin_grow_with_depth_and_end_at_the_blocks_floor()
    {
        var boundaries = Default.Value.LayerBoundariesMetres;
        var thicknesses = boundaries.Zip(boundaries.Skip(1), (above, below) => above - below).ToArray();
        Assert.Equal(100e-9, thicknesses[0], 1e-15);
        Assert.Equal(-8e-6, boundaries[^1], 1e-15);
        Assert.All(thicknesses.Zip(thicknesses.Skip(1), (above, below) => below / above), ratio => Assert.InRange(ratio, 1.1, 1.5));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    public void A_dendrite_is_connected_to_the_lithium_and_reaches_its_fraction_of_the_electrolyte(double fraction)
    {
        var geometry = Cells.Small with { DendriteFraction = fraction, DendriteDepthMetres = 0 };
        var structure = MicrostructureGenerator.Generate(geometry, 5);
        var metal = MetalConnectedToLithium(structure);
        Assert.Equal(Count(structure, Phase.Dendrite), metal.Count);
        var front = (metal.Max(voxel => voxel % structure.Columns) + 1) * structure.PitchMetres;
        var wanted = geometry.LithiumMetres + fraction * geometry.ElectrolyteMetres;
        Assert.InRange(front, wanted - 2 * structure.PitchMetres, wanted + geometry.DendriteRadiusMetres + 2 * structure.PitchMetres);
        Assert.False(TouchesParticle(structure, metal));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.7e-6)]
    public void A_dendrite_through_the_whole_electrolyte_touches_a_particle(double depth)
    {
        var structure = MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 1, DendriteDepthMetres = depth }, 5);
        Assert.True(TouchesParticle(structure, MetalConnectedToLithium(structure)));
    }

    [Fact]
    public void A_dendrite_shows_in_the_face_only_where_its_axis_lies_shallower_than_its_radius()
    {
        Assert.True(ShowsDendrite(0));
        Assert.False(ShowsDendrite(1.2e-6));

        static bool ShowsDendrite(double depth)
        {
            var structure = MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 0.6, DendriteDepthMetres = depth }, 2);
            Assert.True(Count(structure, Phase.Dendrite) > 0);
            return structure.Phases[..(structure.Rows * structure.Columns)].Contains(Phase.Dendrite);
        }
    }

    [Fact]
    public void A_longer_dendrite_continues_a_shorter_one_and_changes_nothing_else()
    {
        var shorter = MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 0.4, Cracks = 0 }, 2);
        var longer = MicrostructureGenerator.Generate(Cells.Small with { DendriteFraction = 0.7, Cracks = 0 }, 2);
        for (var voxel = 0; voxel < shorter.Phases.Length; voxel++)
        {
            if (longer.Phases[voxel] != Phase.Dendrite) Assert.Equal(shorter.Phases[voxel], longer.Phases[voxel]);
        }
    }

    [Fact]
    public void A_dendrite_prefers_the_boundaries_between_grains()
    {
        var geometry = new CellGeometry { Cracks = 0, DendriteRadiusMetres = 1e-9 };
        var without = MicrostructureGenerator.Generate(geometry, 1);
        var with = MicrostructureGenerator.Generate(geometry with { DendriteFraction = 0.9 }, 1);
        int boundaries = 0, all = 0;
        for (var voxel = 0; voxel < with.Phases.Length; voxel++)
        {
            if (with.Phases[voxel] != Phase.Dendrite) continue;
            all++;
            if (without.Phases[voxel] == Phase.GrainBoundary) boundaries++;
        }
        Assert.True(boundaries > 0.8 * all, $"{boundaries} of {all} voxels of the dendrite's axis lie in boundaries");
    }

    [Fact]
    public void Boundaries_between_grains_fill_a_share_of_the_electrolyte_that_their_size_explains()
    {
        var geometry = new CellGeometry { Cracks = 0 };
        var structure = Default.Value;
        var share = CellInventory.FractionOf(structure, Phase.GrainBoundary, geometry.LithiumMetres, geometry.CathodeStartMetres);
        // a random section of a Voronoi tessellation has about 2.9/d of boundary per area; one voxel of p along x and one along y
        Assert.InRange(share, 0.1, 0.35);
    }

    [Fact]
    public void Polishing_leaves_particles_high_and_lithium_low_by_nanometres_and_cracks_are_deep()
    {
        var structure = Default.Value;
        Assert.InRange(MeanHeight(Phase.CobaltOxide), 8e-9, 16e-9);
        Assert.InRange(MeanHeight(Phase.LithiumMetal), -30e-9, -18e-9);
        Assert.InRange(MeanHeight(Phase.Electrolyte), -2e-9, 2e-9);
        Assert.InRange(structure.HeightsMetres.ToArray().Min(), -8e-6, -200e-9);

        double MeanHeight(Phase phase) => Enumerable.Range(0, structure.Rows * structure.Columns)
            .Where(place => structure.Phases[place] == phase).Average(place => structure.HeightsMetres[place]);
    }

    [Fact]
    [Trait("tier", "full")]
    public void A_sample_of_512_x_512_x_16_voxels_is_made_within_seconds()
    {
        var geometry = new CellGeometry { WidthMetres = 40e-6, PitchMetres = 78.125e-9, Layers = 16, TopLayerMetres = 60e-9 };
        var begin = RealTime.Provider.GetTimestamp();
        var structure = MicrostructureGenerator.Generate(geometry, 1);
        var elapsed = RealTime.Provider.GetElapsedTime(begin);
        Assert.Equal(512 * 512 * 16, structure.Phases.Length);
        Assert.True(elapsed < TimeSpan.FromSeconds(10), $"{elapsed}");
    }

    private static int Count(Microstructure structure, Phase phase)
    {
        var count = 0;
        foreach (var each in structure.Phases) count += each == phase ? 1 : 0;
        return count;
    }

    // voxels of the dendrite that a walk through faces reaches from the lithium
    private static HashSet<int> MetalConnectedToLithium(Microstructure structure)
    {
        var reached = new HashSet<int>();
        var waiting = new Stack<int>(Enumerable.Range(0, structure.Phases.Length).Where(voxel => structure.Phases[voxel] == Phase.LithiumMetal));
        while (waiting.TryPop(out var voxel))
        {
            foreach (var next in Neighbours(structure, voxel))
            {
                if (structure.Phases[next] == Phase.Dendrite && reached.Add(next)) waiting.Push(next);
            }
        }
        return reached;
    }

    private static bool TouchesParticle(Microstructure structure, IEnumerable<int> voxels) =>
        voxels.Any(voxel => Neighbours(structure, voxel).Any(next => structure.Phases[next] == Phase.CobaltOxide));

    private static IEnumerable<int> Neighbours(Microstructure structure, int voxel)
    {
        int column = voxel % structure.Columns, row = voxel / structure.Columns % structure.Rows, layer = voxel / (structure.Columns * structure.Rows);
        if (column > 0) yield return voxel - 1;
        if (column < structure.Columns - 1) yield return voxel + 1;
        if (layer > 0) yield return voxel - structure.Columns * structure.Rows;
        if (layer < structure.Layers - 1) yield return voxel + structure.Columns * structure.Rows;
        yield return structure.IndexOf(column, (row + 1) % structure.Rows, layer);
        yield return structure.IndexOf(column, (row + structure.Rows - 1) % structure.Rows, layer);
    }
}
