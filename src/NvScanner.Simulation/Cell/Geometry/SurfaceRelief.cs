namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// Heights of a polished face: hard LixCoO2 stands out, each particle a little differently, soft lithium is worn, pores and cracks are as deep as
/// they are, and a smooth roughness lies over all. The voxels stay flat at z = 0: some nanometres matter to the tip, not to the sources.
/// </summary>
internal static class SurfaceRelief
{
    private const double RoughnessToRelief = 0.15;
    private const double ParticleScatter = 0.4;
    private const double RoughnessMetres = 600e-9;

    /// <summary>Heights [row, column].</summary>
    public static double[] Heights(VoxelBlock block, int particles, ulong seed)
    {
        var relief = block.Geometry.ReliefMetres;
        var ofParticle = new double[particles];
        for (var particle = 0; particle < particles; particle++)
            ofParticle[particle] = relief * (1 + ParticleScatter * StructureStream.ParticleRelief(seed, particle).NextNormal());

        var lattice = new Lattice(block.Geometry, seed);
        var heights = new double[block.Columns * block.Rows];
        for (var row = 0; row < block.Rows; row++)
            for (var column = 0; column < block.Columns; column++)
            {
                var voxel = block.IndexOf(column, row, 0);
                var height = block.Phases[voxel] switch
                {
                    Phase.CobaltOxide => ofParticle[block.Particles[voxel]],
                    Phase.LithiumMetal => -2 * relief,
                    Phase.Dendrite => -1.5 * relief,
                    Phase.GrainBoundary => -0.4 * relief,
                    Phase.Void => FloorOfVoid(block, column, row),
                    _ => 0,
                };
                heights[row * block.Columns + column] = height + RoughnessToRelief * relief * lattice.At(block.PlaceOf(column), block.PlaceOf(row));
            }
        return heights;
    }

    private static double FloorOfVoid(VoxelBlock block, int column, int row)
    {
        var layer = 0;
        while (layer < block.Layers && block.Phases[block.IndexOf(column, row, layer)] == Phase.Void) layer++;
        return block.Boundaries[layer];
    }

    /// <summary>Normal numbers on a lattice, periodic along y, blended with the smooth step 3t² - 2t³.</summary>
    private sealed class Lattice
    {
        private readonly double[] _values;
        private readonly int _columns, _rows;
        private readonly double _stepX, _stepY;

        public Lattice(CellGeometry geometry, ulong seed)
        {
            _columns = (int)Math.Ceiling(geometry.LengthMetres / RoughnessMetres);
            _rows = Math.Max(1, (int)Math.Round(geometry.WidthMetres / RoughnessMetres));
            (_stepX, _stepY) = (geometry.LengthMetres / _columns, geometry.WidthMetres / _rows);
            _values = new double[(_columns + 1) * _rows];
            for (var place = 0; place < _values.Length; place++) _values[place] = StructureStream.Relief(seed, place).NextNormal();
        }

        public double At(double x, double y)
        {
            var (u, v) = (x / _stepX, y / _stepY);
            int column = Math.Min((int)u, _columns - 1), row = (int)v % _rows, above = (row + 1) % _rows;
            var (s, t) = (Blend(u - column), Blend(v - Math.Floor(v)));
            return double.Lerp(
                double.Lerp(Value(column, row), Value(column + 1, row), s),
                double.Lerp(Value(column, above), Value(column + 1, above), s), t);
        }

        private double Value(int column, int row) => _values[row * (_columns + 1) + column];

        private static double Blend(double t) => t * t * (3 - 2 * t);
    }
}
