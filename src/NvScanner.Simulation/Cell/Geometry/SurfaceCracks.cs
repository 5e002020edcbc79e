namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>Cracks in the electrolyte at the face, one voxel wide, wandering mostly across the cell's axis; shallower towards their ends.</summary>
internal static class SurfaceCracks
{
    private const double ShortestMetres = 2e-6;
    private const double LongestMetres = 7e-6;
    private const double Wander = 0.25;

    /// <summary>Empties the voxels of the cracks.</summary>
    public static void Open(VoxelBlock block, ulong seed)
    {
        for (var crack = 0; crack < block.Geometry.Cracks; crack++)
        {
            var random = StructureStream.Crack(seed, crack);
            var pitch = block.Geometry.PitchMetres;
            var x = block.LithiumColumns + (block.Columns - block.LithiumColumns) * random.NextDouble();
            var y = block.Rows * random.NextDouble();
            var heading = (random.NextDouble() < 0.5 ? -0.5 : 0.5) * Math.PI + 0.5 * random.NextNormal();
            var steps = (int)(double.Lerp(ShortestMetres, LongestMetres, random.NextDouble()) / (0.5 * pitch));
            for (var step = 0; step < steps; step++)
            {
                var middle = 1 - Math.Abs(2.0 * step / steps - 1);
                Open(block, (int)Math.Floor(x), (int)Math.Floor(y), block.Geometry.CrackDepthMetres * Math.Min(1, 2 * middle));
                x += 0.5 * Math.Cos(heading);
                y += 0.5 * Math.Sin(heading);
                heading += Wander * random.NextNormal();
            }
        }
    }

    private static void Open(VoxelBlock block, int column, int row, double depth)
    {
        if (column < block.LithiumColumns || column >= block.Columns) return;
        for (var layer = 0; layer < block.Layers && -block.CentreOf(layer) <= depth; layer++)
        {
            ref var phase = ref block.Phases[block.IndexOf(column, block.WrapRow(row), layer)];
            if (phase is not (Phase.Electrolyte or Phase.GrainBoundary)) return;
            phase = Phase.Void;
        }
    }
}
