using NvScanner.Physics;
using NvScanner.Simulation.Cell;

namespace NvScanner.Simulation.Samples;

/// <summary>
/// A poor contact where the dendrite ends, which the cell's current passes and heats. In a half space of one conductivity whose face lets no heat out, the
/// face is warmer by P/(2 pi k r) at a distance r (a point source and its mirror image; Carslaw and Jaeger, Conduction of Heat in Solids), within the
/// contact's radius as warm as at its edge. The balance is reached within microseconds, r²k/(rho c), hence at once.
/// </summary>
internal sealed class HotSpot
{
    private readonly Vector3d _centre;
    private readonly double _width;
    private readonly double _radius;
    private readonly double _kelvinMetresPerSquareAmpere;

    /// <summary>A contact of a resistance in ohm and a radius in m at the end of a structure's dendrite, in matter of a conductivity in W/(m K); throws ArgumentException without a dendrite.</summary>
    public HotSpot(Microstructure structure, double resistanceOhms, double radiusMetres, double wattsPerMetreKelvin)
    {
        if (!(radiusMetres > 0 && wattsPerMetreKelvin > 0))
            throw new ArgumentException("hot-spot-radius and thermal-conductivity: a source without size, or in matter that conducts no heat, would be infinitely hot");
        _centre = EndOfDendrite(structure) ?? throw new ArgumentException("hot-spot-resistance: the contact lies where the dendrite ends, and there is none; set dendrite above 0");
        (_width, _radius) = (structure.Rows * structure.PitchMetres, radiusMetres);
        _kelvinMetresPerSquareAmpere = resistanceOhms / (2 * Math.PI * wattsPerMetreKelvin);
    }

    /// <summary>How much warmer the face is at a place while a current flows, in K; the structure repeats along y.</summary>
    public double RiseAt(double x, double y, double amperes)
    {
        var across = Math.IEEERemainder(y - _centre.Y, _width);
        var distance = Math.Sqrt((x - _centre.X) * (x - _centre.X) + across * across + _centre.Z * _centre.Z);
        return amperes * amperes * _kelvinMetresPerSquareAmpere / Math.Max(distance, _radius);
    }

    // the uppermost of its voxels that lie furthest from the lithium
    private static Vector3d? EndOfDendrite(Microstructure structure)
    {
        for (var column = structure.Columns - 1; column >= 0; column--)
            for (var layer = 0; layer < structure.Layers; layer++)
                for (var row = 0; row < structure.Rows; row++)
                {
                    if (structure.Phases[structure.IndexOf(column, row, layer)] != Phase.Dendrite) continue;
                    var pitch = structure.PitchMetres;
                    return new Vector3d((column + 0.5) * pitch, (row + 0.5) * pitch, 0.5 * (structure.LayerBoundariesMetres[layer] + structure.LayerBoundariesMetres[layer + 1]));
                }
        return null;
    }
}
