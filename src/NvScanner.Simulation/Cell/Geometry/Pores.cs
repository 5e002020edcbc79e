namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>Round pores in the electrolyte between the particles of the composite.</summary>
internal static class Pores
{
    private const int MostPores = 100_000;
    private const double SmallestToParticle = 0.1;
    private const double LargestToParticle = 0.25;

    /// <summary>Empties voxels of the electrolyte until the wanted fraction of the composite is void.</summary>
    public static void Open(VoxelBlock block, ulong seed)
    {
        var geometry = block.Geometry;
        var random = StructureStream.Pores(seed);
        var remaining = geometry.PoreFraction * (block.Columns - block.CathodeColumn) * block.Rows * geometry.DepthMetres;
        for (var pore = 0; pore < MostPores && remaining > 0; pore++)
        {
            var x = geometry.CathodeStartMetres + geometry.CathodeMetres * random.NextDouble();
            var y = geometry.WidthMetres * random.NextDouble();
            var z = -geometry.DepthMetres * random.NextDouble();
            var radius = geometry.ParticleDiameterMetres * double.Lerp(SmallestToParticle, LargestToParticle, random.NextDouble());
            remaining -= Open(block, x, y, z, radius);
        }
    }

    // thickness of all the voxels that became void
    private static double Open(VoxelBlock block, double x, double y, double z, double radius)
    {
        var pitch = block.Geometry.PitchMetres;
        double opened = 0;
        for (var layer = 0; layer < block.Layers; layer++)
        {
            var down = block.CentreOf(layer) - z;
            for (var row = (int)Math.Floor((y - radius) / pitch); row <= (int)Math.Floor((y + radius) / pitch); row++)
                for (var column = Math.Max((int)((x - radius) / pitch), block.CathodeColumn); column <= Math.Min((int)((x + radius) / pitch), block.Columns - 1); column++)
                {
                    var (along, across) = (block.PlaceOf(column) - x, block.PlaceOf(row) - y);
                    if (along * along + across * across + down * down > radius * radius) continue;
                    ref var phase = ref block.Phases[block.IndexOf(column, block.WrapRow(row), layer)];
                    if (phase != Phase.Electrolyte) continue;
                    phase = Phase.Void;
                    opened += block.ThicknessOf(layer);
                }
        }
        return opened;
    }
}
