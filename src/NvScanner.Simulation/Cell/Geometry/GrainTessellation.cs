namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// Grains of the electrolyte: a Voronoi tessellation with one seed at a random place in each cell of a grid, periodic along y. The boundary between
/// two grains is one voxel thick.
/// </summary>
internal sealed class GrainTessellation
{
    private readonly int _cellsX, _cellsY, _cellsZ;
    private readonly double _sizeX, _sizeY, _sizeZ;
    private readonly double[] _seedX, _seedY, _seedZ;

    private GrainTessellation(CellGeometry geometry, ulong seed)
    {
        _cellsX = CellsAlong(geometry.LengthMetres);
        _cellsY = CellsAlong(geometry.WidthMetres);
        _cellsZ = CellsAlong(geometry.DepthMetres);
        (_sizeX, _sizeY, _sizeZ) = (geometry.LengthMetres / _cellsX, geometry.WidthMetres / _cellsY, geometry.DepthMetres / _cellsZ);
        var grains = _cellsX * _cellsY * _cellsZ;
        (_seedX, _seedY, _seedZ) = (new double[grains], new double[grains], new double[grains]);
        for (var grain = 0; grain < grains; grain++)
        {
            var random = StructureStream.Grain(seed, grain);
            _seedX[grain] = (grain % _cellsX + random.NextDouble()) * _sizeX;
            _seedY[grain] = (grain / _cellsX % _cellsY + random.NextDouble()) * _sizeY;
            _seedZ[grain] = (grain / (_cellsX * _cellsY) + random.NextDouble()) * _sizeZ;
        }

        int CellsAlong(double extent) => Math.Max(1, (int)Math.Round(extent / geometry.GrainDiameterMetres));
    }

    /// <summary>Marks the boundaries between grains.</summary>
    public static void Mark(VoxelBlock block, ulong seed)
    {
        var grains = new GrainTessellation(block.Geometry, seed);
        Parallel.For(0, block.Layers, layer =>
        {
            var ids = grains.InLayer(block, layer);
            for (var row = 0; row < block.Rows; row++)
                for (var column = block.LithiumColumns; column < block.Columns; column++)
                {
                    ref var phase = ref block.Phases[block.IndexOf(column, row, layer)];
                    if (phase != Phase.Electrolyte) continue;
                    var own = ids[row * block.Columns + column];
                    var isLast = column == block.Columns - 1;
                    if ((!isLast && own != ids[row * block.Columns + column + 1]) || own != ids[block.WrapRow(row + 1) * block.Columns + column])
                        phase = Phase.GrainBoundary;
                }
        });
    }

    private int[] InLayer(VoxelBlock block, int layer)
    {
        var ids = new int[block.Rows * block.Columns];
        for (var row = 0; row < block.Rows; row++)
            for (var column = block.LithiumColumns; column < block.Columns; column++)
                ids[row * block.Columns + column] = GrainAt(block.PlaceOf(column), block.PlaceOf(row), -block.CentreOf(layer));
        return ids;
    }

    // nearest seed among the place's own cell and its neighbours
    private int GrainAt(double x, double y, double depth)
    {
        int cellX = (int)(x / _sizeX), cellY = (int)(y / _sizeY), cellZ = Math.Min((int)(depth / _sizeZ), _cellsZ - 1);
        var nearest = -1;
        var smallest = double.PositiveInfinity;
        for (var k = Math.Max(cellZ - 1, 0); k <= Math.Min(cellZ + 1, _cellsZ - 1); k++)
            for (var j = cellY - 1; j <= cellY + 1; j++)
            {
                var wrapped = (j + _cellsY) % _cellsY;
                var shifted = y - (j - wrapped) * _sizeY;
                for (var i = Math.Max(cellX - 1, 0); i <= Math.Min(cellX + 1, _cellsX - 1); i++)
                {
                    var grain = (k * _cellsY + wrapped) * _cellsX + i;
                    double along = x - _seedX[grain], across = shifted - _seedY[grain], down = depth - _seedZ[grain];
                    var squared = along * along + across * across + down * down;
                    if (squared >= smallest) continue;
                    (smallest, nearest) = (squared, grain);
                }
            }
        return nearest;
    }
}
