namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>Makes the voxels of a cell from its geometry: the same geometry and seed give the same bytes, on any number of threads.</summary>
internal static class MicrostructureGenerator
{
    /// <summary>Generates a cell; throws ArgumentException that lists everything impossible about the geometry.</summary>
    public static Microstructure Generate(CellGeometry geometry, ulong seed) => Generate(geometry, seed, geometry.DendriteFraction > 0).Structure;

    /// <summary>Generates a cell and the way that its dendrite takes, whether it has begun or not; throws as <see cref="Generate(CellGeometry, ulong)"/>.</summary>
    public static (Microstructure Structure, GrowingDendrite Dendrite) GenerateGrowing(CellGeometry geometry, ulong seed)
    {
        var (structure, path) = Generate(geometry, seed, findsPath: true);
        return (structure, new GrowingDendrite(structure, geometry, path!));
    }

    private static (Microstructure Structure, DendritePath? Path) Generate(CellGeometry geometry, ulong seed, bool findsPath)
    {
        if (geometry.Problems() is { Count: > 0 } problems)
            throw new ArgumentException("impossible cell: " + string.Join("; ", problems), nameof(geometry));
        var spheres = SpherePacking.Fill(geometry, seed);
        if (spheres.Count > short.MaxValue)
            throw new ArgumentException($"impossible cell: {spheres.Count} particles are more than {short.MaxValue}; make them larger", nameof(geometry));

        var block = new VoxelBlock(geometry);
        var particles = ParticleGrowth.Fill(block, spheres);
        Pores.Open(block, seed);
        GrainTessellation.Mark(block, seed);
        var path = findsPath ? DendriteGrowth.PathOf(block, seed) : null;
        if (path is not null && geometry.DendriteFraction > 0) DendriteGrowth.Fill(block, path, geometry.DendriteFraction);
        SurfaceCracks.Open(block, seed);
        var heights = SurfaceRelief.Heights(block, particles.Count, seed);
        return (new Microstructure(block.Columns, block.Rows, geometry.PitchMetres, block.Boundaries, block.Phases, block.Particles, heights, particles), path);
    }
}
