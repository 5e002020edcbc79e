using NvScanner.Physics;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>
/// Random sequential packing of the composite with spheres of log-normal size, the largest first; periodic along y. A grid of cells as wide as
/// the largest sphere holds those that are placed, so that a trial looks at 27 cells only.
/// </summary>
internal sealed class SpherePacking
{
    // sequential packing of equal spheres jams at 0.38; below it every sphere soon finds a place
    private const double CoreFraction = 0.34;
    private const int MostTrials = 4000;

    private readonly Vector3d _low;
    private readonly Vector3d _size;
    private readonly double _cell;
    private readonly int _cellsX, _cellsY, _cellsZ;
    private readonly List<PackedSphere>[] _cells;

    private SpherePacking(Vector3d low, Vector3d size, double largestDiameter)
    {
        (_low, _size, _cell) = (low, size, largestDiameter);
        (_cellsX, _cellsY, _cellsZ) = (CellsAlong(size.X), CellsAlong(size.Y), CellsAlong(size.Z));
        _cells = new List<PackedSphere>[_cellsX * _cellsY * _cellsZ];
        for (var i = 0; i < _cells.Length; i++) _cells[i] = [];
    }

    /// <summary>
    /// Spheres in and around the composite. Above the face and below the block there are some too, so that the block shows sections of every size.
    /// </summary>
    public static IReadOnlyList<PackedSphere> Fill(CellGeometry geometry, ulong seed)
    {
        var margin = 0.75 * geometry.ParticleDiameterMetres;
        var low = new Vector3d(geometry.CathodeStartMetres, 0, -geometry.DepthMetres - margin);
        var size = new Vector3d(geometry.CathodeMetres, geometry.WidthMetres, geometry.DepthMetres + 2 * margin);
        var random = StructureStream.Particles(seed);

        var radii = new List<double>();
        for (var volume = 0.0; volume < CoreFraction * size.X * size.Y * size.Z;)
        {
            var deviation = random.NextNormal();
            if (Math.Abs(deviation) > CellGeometry.MostDeviations) continue;
            var radius = 0.5 * geometry.ParticleDiameterMetres * Math.Exp(geometry.ParticleSpread * deviation);
            radii.Add(radius);
            volume += 4 * Math.PI / 3 * radius * radius * radius;
        }
        radii.Sort((left, right) => right.CompareTo(left));

        var packing = new SpherePacking(low, size, 2 * radii[0]);
        var spheres = new List<PackedSphere>(radii.Count);
        foreach (var radius in radii)
        {
            for (var trial = 0; trial < MostTrials; trial++)
            {
                var centre = low + new Vector3d(
                    radius + (size.X - 2 * radius) * random.NextDouble(), size.Y * random.NextDouble(), size.Z * random.NextDouble());
                if (!packing.IsFree(centre, radius)) continue;
                var sphere = new PackedSphere(centre, radius);
                packing._cells[packing.CellOf(centre)].Add(sphere);
                spheres.Add(sphere);
                break;
            }
        }
        return spheres;
    }

    /// <summary>Distance of two points where y repeats with a period.</summary>
    public static double Distance(Vector3d from, Vector3d to, double period)
    {
        var across = from.Y - to.Y;
        across -= period * Math.Round(across / period);
        return new Vector3d(from.X - to.X, across, from.Z - to.Z).Norm;
    }

    private bool IsFree(Vector3d centre, double radius)
    {
        var (x, y, z) = (Index(centre.X - _low.X, _cellsX), Index(centre.Y - _low.Y, _cellsY), Index(centre.Z - _low.Z, _cellsZ));
        for (var dz = Math.Max(z - 1, 0); dz <= Math.Min(z + 1, _cellsZ - 1); dz++)
            for (var dy = y - 1; dy <= y + 1; dy++)
                for (var dx = Math.Max(x - 1, 0); dx <= Math.Min(x + 1, _cellsX - 1); dx++)
                    foreach (var other in _cells[(dz * _cellsY + (dy + _cellsY) % _cellsY) * _cellsX + dx])
                    {
                        if (Distance(centre, other.CentreMetres, _size.Y) < radius + other.RadiusMetres) return false;
                    }
        return true;
    }

    private int CellOf(Vector3d centre) =>
        (Index(centre.Z - _low.Z, _cellsZ) * _cellsY + Index(centre.Y - _low.Y, _cellsY)) * _cellsX + Index(centre.X - _low.X, _cellsX);

    private int CellsAlong(double extent) => Math.Max(1, (int)(extent / _cell));

    // cells are at least as wide as the largest sphere: what is left over of the extent belongs to the last
    private int Index(double distance, int cells) => Math.Min((int)(distance / _cell), cells - 1);
}
