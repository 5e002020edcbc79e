using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Simulation.Cell;

namespace NvScanner.Simulation.Tests.Cell.Fields;

/// <summary>Fields voxel by voxel in closed form, the block repeated along y so often that more would change nothing that the tests resolve.</summary>
internal static class DirectSums
{
    private const int Repetitions = 25;

    public static Vector3d StrayField(Microstructure structure, double[] susceptibilities, Vector3d position, Vector3d biasTesla) =>
        Sum(structure, position, voxel => susceptibilities[voxel] != 0, (centre, size, voxel) =>
            new MagnetizedPrism(centre, size, biasTesla * (susceptibilities[voxel] / PhysicalConstants.VacuumPermeability)).FieldAt(position));

    public static Vector3d CurrentField(Microstructure structure, Vector3d[] densities, Vector3d position) =>
        Sum(structure, position, voxel => densities[voxel] != Vector3d.Zero, (centre, size, voxel) => new CurrentPrism(centre, size, densities[voxel]).FieldAt(position));

    private static Vector3d Sum(Microstructure structure, Vector3d position, Func<int, bool> counts, Func<Vector3d, Vector3d, int, Vector3d> field)
    {
        var (pitch, period) = (structure.PitchMetres, structure.Rows * structure.PitchMetres);
        var sums = new Vector3d[structure.Layers];
        Parallel.For(0, structure.Layers, layer =>
        {
            double top = structure.LayerBoundariesMetres[layer], bottom = structure.LayerBoundariesMetres[layer + 1];
            for (var row = 0; row < structure.Rows; row++)
                for (var column = 0; column < structure.Columns; column++)
                {
                    var voxel = structure.IndexOf(column, row, layer);
                    if (!counts(voxel)) continue;
                    for (var repetition = -Repetitions; repetition <= Repetitions; repetition++)
                    {
                        var centre = new Vector3d((column + 0.5) * pitch, (row + 0.5) * pitch + repetition * period, 0.5 * (top + bottom));
                        sums[layer] += field(centre, new Vector3d(pitch, pitch, top - bottom), voxel);
                    }
                }
        });
        return sums.Aggregate((left, right) => left + right);
    }

    /// <summary>A block of 24 x 12 x 4 voxels as wide as the twin's and layered like them, in which nothing is.</summary>
    public static Microstructure EmptyBlock { get; } = new(
        24, 12, 156.25e-9, [0, -100e-9, -230e-9, -400e-9, -620e-9], new Phase[24 * 12 * 4], [.. Enumerable.Repeat(Microstructure.NoParticle, 24 * 12 * 4)], new double[24 * 12], []);
}
