namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// A dendrite from the lithium along the cheapest path to the composite (Dijkstra 1959, in the layer of its axis), boundaries between grains being
/// much cheaper than grains. A longer dendrite continues a shorter one of the same seed.
/// </summary>
internal static class DendriteGrowth
{
    private const int BoundaryCost = 1;
    private const int GrainCost = 6;

    /// <summary>
    /// Fills the dendrite with lithium metal as far as a part of the electrolyte. Only from 1 on does it touch a particle: a shorter one leaves a voxel
    /// of electrolyte before each.
    /// </summary>
    public static void Fill(VoxelBlock block, DendritePath path, double fraction)
    {
        var end = block.LithiumColumns + fraction * (block.CathodeColumn - block.LithiumColumns);
        foreach (var (column, row) in path.Places)
        {
            if (fraction < 1 && column >= end) break;
            Thicken(block, column, row, path.Layer, touches: fraction >= 1);
        }
    }

    /// <summary>The path of a dendrite of a geometry and a seed; throws ArgumentException where none leads across.</summary>
    public static DendritePath PathOf(VoxelBlock block, ulong seed)
    {
        var layer = GrowingLayers.LayerAt(block.Boundaries, block.Geometry.DendriteDepthMetres);
        return new DendritePath(PathAcross(block, layer, seed), layer);
    }

    // from the lithium to the first voxel that touches a particle
    private static List<(int Column, int Row)> PathAcross(VoxelBlock block, int layer, ulong seed)
    {
        var random = StructureStream.Dendrite(seed);
        var startRow = (int)(block.Rows * (0.3 + 0.4 * random.NextDouble()));
        var costs = new int[block.Columns * block.Rows];
        var previous = new int[costs.Length];
        Array.Fill(costs, int.MaxValue);
        var queue = new PriorityQueue<int, (int Cost, int Place)>();
        var start = startRow * block.Columns + block.LithiumColumns;
        (costs[start], previous[start]) = (0, -1);
        queue.Enqueue(start, (0, start));
        while (queue.TryDequeue(out var place, out var priority))
        {
            if (priority.Cost > costs[place]) continue;
            var (row, column) = Math.DivRem(place, block.Columns);
            foreach (var (dx, dy) in new[] { (1, 0), (-1, 0), (0, 1), (0, -1) })
            {
                var (nextColumn, nextRow) = (column + dx, row + dy);
                if (nextColumn < block.LithiumColumns || nextColumn >= block.Columns || nextRow < 0 || nextRow >= block.Rows) continue;
                var phase = block.Phases[block.IndexOf(nextColumn, nextRow, layer)];
                if (phase == Phase.CobaltOxide) return Trace(previous, place, block.Columns);
                if (phase is not (Phase.Electrolyte or Phase.GrainBoundary)) continue;
                var next = nextRow * block.Columns + nextColumn;
                var cost = priority.Cost + (phase == Phase.GrainBoundary ? BoundaryCost : GrainCost);
                if (cost >= costs[next]) continue;
                (costs[next], previous[next]) = (cost, place);
                queue.Enqueue(next, (cost, next));
            }
        }
        throw new ArgumentException("impossible cell: no path leads from the lithium to a particle in the dendrite's layer; choose another dendrite-depth");
    }

    private static List<(int Column, int Row)> Trace(int[] previous, int end, int columns)
    {
        var path = new List<(int Column, int Row)>();
        for (var place = end; place >= 0; place = previous[place]) path.Add((place % columns, place / columns));
        path.Reverse();
        return path;
    }

    // a ball about a place of the path; the axis itself always, however thin the dendrite
    private static void Thicken(VoxelBlock block, int column, int row, int axisLayer, bool touches)
    {
        var radius = block.Geometry.DendriteRadiusMetres;
        var reach = (int)(radius / block.Geometry.PitchMetres);
        for (var layer = 0; layer < block.Layers; layer++)
        {
            var down = layer == axisLayer ? 0 : block.CentreOf(layer) + block.Geometry.DendriteDepthMetres;
            for (var j = -reach; j <= reach; j++)
                for (var i = Math.Max(-reach, -column); i <= Math.Min(reach, block.Columns - 1 - column); i++)
                {
                    if ((i * i + j * j) * block.Geometry.PitchMetres * block.Geometry.PitchMetres + down * down > radius * radius) continue;
                    ref var phase = ref block.Phases[block.IndexOf(column + i, block.WrapRow(row + j), layer)];
                    if ((phase is Phase.Electrolyte or Phase.GrainBoundary) && (touches || !TouchesOxide(block, column + i, row + j, layer))) phase = Phase.Dendrite;
                }
        }
    }

    private static bool TouchesOxide(VoxelBlock block, int column, int row, int layer) =>
        IsOxide(block, column - 1, row, layer) || IsOxide(block, column + 1, row, layer) || IsOxide(block, column, row - 1, layer)
        || IsOxide(block, column, row + 1, layer) || IsOxide(block, column, row, layer - 1) || IsOxide(block, column, row, layer + 1);

    private static bool IsOxide(VoxelBlock block, int column, int row, int layer) =>
        column >= 0 && column < block.Columns && layer >= 0 && layer < block.Layers && block.Phases[block.IndexOf(column, block.WrapRow(row), layer)] == Phase.CobaltOxide;
}
