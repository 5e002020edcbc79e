using NvScanner.Physics;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// Turns packed cores into the particles of a pressed composite: all grow by the same factor until they fill the wanted fraction; where two meet they
/// flatten against each other, so that no voxel has two owners. A voxel belongs to the core with the smallest |r - c|/R.
/// </summary>
internal static class ParticleGrowth
{
    private const float LargestFactor = 2.5f;
    private const int Bins = 1 << 14;

    /// <summary>Marks the voxels of the particles; returns the particles that own any, in the order of their indices.</summary>
    public static IReadOnlyList<CathodeParticle> Fill(VoxelBlock block, IReadOnlyList<PackedSphere> spheres)
    {
        var owners = new short[block.Phases.Length];
        var factors = Distances(block, spheres, owners);
        var limit = LimitFor(block, factors);

        var volumes = new double[spheres.Count];
        var reachesFace = new bool[spheres.Count];
        for (var layer = 0; layer < block.Layers; layer++)
        {
            var volume = block.Geometry.PitchMetres * block.Geometry.PitchMetres * block.ThicknessOf(layer);
            for (var voxel = block.IndexOf(0, 0, layer); voxel < block.IndexOf(0, 0, layer + 1); voxel++)
            {
                if (!(factors[voxel] < limit)) continue;
                volumes[owners[voxel]] += volume;
                reachesFace[owners[voxel]] |= layer == 0;
            }
        }

        var particles = new List<CathodeParticle>();
        var renumbered = new short[spheres.Count];
        for (var sphere = 0; sphere < spheres.Count; sphere++)
        {
            if (volumes[sphere] == 0) continue;
            renumbered[sphere] = (short)particles.Count;
            var centre = spheres[sphere].CentreMetres;
            particles.Add(new CathodeParticle(
                centre, Math.Cbrt(volumes[sphere] * 3 / (4 * Math.PI)), volumes[sphere], centre.X - block.Geometry.CathodeStartMetres, !reachesFace[sphere]));
        }
        for (var voxel = 0; voxel < factors.Length; voxel++)
        {
            if (!(factors[voxel] < limit)) continue;
            block.Phases[voxel] = Phase.CobaltOxide;
            block.Particles[voxel] = renumbered[owners[voxel]];
        }
        return particles;
    }

    // smallest |r - c|/R of every voxel of the composite, infinite elsewhere
    private static float[] Distances(VoxelBlock block, IReadOnlyList<PackedSphere> spheres, short[] owners)
    {
        var factors = new float[block.Phases.Length];
        Array.Fill(factors, float.PositiveInfinity);
        for (var sphere = 0; sphere < spheres.Count; sphere++)
            Spread(block, spheres[sphere], (short)sphere, factors, owners);
        return factors;
    }

    private static void Spread(VoxelBlock block, PackedSphere sphere, short owner, float[] factors, short[] owners)
    {
        var pitch = block.Geometry.PitchMetres;
        var reach = LargestFactor * sphere.RadiusMetres;
        var firstColumn = Math.Max((int)((sphere.CentreMetres.X - reach) / pitch), block.CathodeColumn);
        var lastColumn = Math.Min((int)((sphere.CentreMetres.X + reach) / pitch), block.Columns - 1);
        var firstRow = (int)Math.Floor((sphere.CentreMetres.Y - reach) / pitch);
        var lastRow = Math.Min((int)Math.Floor((sphere.CentreMetres.Y + reach) / pitch), firstRow + block.Rows - 1);
        var squaredRadius = sphere.RadiusMetres * sphere.RadiusMetres;
        for (var layer = 0; layer < block.Layers; layer++)
        {
            var down = block.CentreOf(layer) - sphere.CentreMetres.Z;
            if (Math.Abs(down) > reach) continue;
            for (var row = firstRow; row <= lastRow; row++)
            {
                var across = block.PlaceOf(row) - sphere.CentreMetres.Y;
                across -= block.Geometry.WidthMetres * Math.Round(across / block.Geometry.WidthMetres);
                var offAxis = down * down + across * across;
                var line = block.IndexOf(0, block.WrapRow(row), layer);
                for (var column = firstColumn; column <= lastColumn; column++)
                {
                    var along = block.PlaceOf(column) - sphere.CentreMetres.X;
                    var factor = (float)Math.Sqrt((offAxis + along * along) / squaredRadius);
                    if (factor >= factors[line + column] || factor > LargestFactor) continue;
                    factors[line + column] = factor;
                    owners[line + column] = owner;
                }
            }
        }
    }

    // the factor at which the particles fill the wanted fraction, from a histogram weighted with the voxels' volumes
    private static float LimitFor(VoxelBlock block, float[] factors)
    {
        var histogram = new double[Bins];
        double whole = 0;
        for (var layer = 0; layer < block.Layers; layer++)
            for (var row = 0; row < block.Rows; row++)
                for (var column = block.CathodeColumn; column < block.Columns; column++)
                {
                    whole += block.ThicknessOf(layer);
                    var factor = factors[block.IndexOf(column, row, layer)];
                    if (factor < LargestFactor) histogram[(int)(factor / LargestFactor * Bins)] += block.ThicknessOf(layer);
                }
        double filled = 0;
        for (var bin = 0; bin < Bins; bin++)
        {
            filled += histogram[bin];
            if (filled >= block.Geometry.CobaltOxideFraction * whole) return (bin + 1) * LargestFactor / Bins;
        }
        return LargestFactor;
    }
}
