using NvScanner.Physics.Battery;
using NvScanner.Physics.Materials;

namespace NvScanner.Simulation.Cell.Geometry;

/// <summary>What a generated cell holds, as opposed to what its geometry asked for.</summary>
internal static class CellInventory
{
    private const double CoulombsPerMilliampereHour = 3.6;

    /// <summary>Volume fraction of a phase between two planes across the cell's axis.</summary>
    public static double FractionOf(Microstructure structure, Phase phase, double fromMetres, double toMetres)
    {
        var first = (int)Math.Round(fromMetres / structure.PitchMetres);
        var end = (int)Math.Round(toMetres / structure.PitchMetres);
        double found = 0;
        for (var layer = 0; layer < structure.Layers; layer++)
        {
            var voxels = 0;
            for (var row = 0; row < structure.Rows; row++)
                for (var column = first; column < end; column++)
                {
                    if (structure.Phases[structure.IndexOf(column, row, layer)] == phase) voxels++;
                }
            found += voxels * (structure.LayerBoundariesMetres[layer] - structure.LayerBoundariesMetres[layer + 1]);
        }
        return found / ((end - first) * structure.Rows * -structure.LayerBoundariesMetres[^1]);
    }

    /// <summary>
    /// Charge per area across the cell's axis, in C/m², between two lithium contents: F (x_0 - x_100) V/(V_m A), with the volume V of all particles and
    /// the section A of the block.
    /// </summary>
    public static double ArealCapacity(Microstructure structure, double fullLithium = 1, double leastLithium = 0.5)
    {
        var section = structure.Rows * structure.PitchMetres * -structure.LayerBoundariesMetres[^1];
        return (fullLithium - leastLithium) / section * Faraday.HostCharge(structure.Particles.Sum(particle => particle.VolumeCubicMetres), LithiumCobaltOxide.MolarVolume);
    }

    /// <summary>C/m² as the field writes it, in mAh/cm².</summary>
    public static double ToMilliampereHoursPerSquareCentimetre(double coulombsPerSquareMetre) =>
        coulombsPerSquareMetre * 1e-4 / CoulombsPerMilliampereHour;
}
