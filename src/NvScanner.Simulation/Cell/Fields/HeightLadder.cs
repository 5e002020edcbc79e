namespace NvScanner.Simulation.Cell.Fields;

/// <summary>The planes whose maps are kept: each twice as high as the one below, from under a tip in contact to beyond a retracted one.</summary>
internal static class HeightLadder
{
    /// <summary>Number of planes.</summary>
    public const int Planes = 11;

    private const double LowestMetres = 27.5e-9;

    /// <summary>Height of a plane.</summary>
    public static double HeightOf(int plane) => LowestMetres * (1 << plane);

    /// <summary>
    /// The lower of the two planes about a height, the place between them in steps of ln z, and what remains of the field above the highest. Below the
    /// lowest, where a tip would touch, the lowest counts.
    /// </summary>
    public static (int Plane, double Fraction, double Remaining) Find(double heightMetres)
    {
        var octaves = Math.Log2(Math.Max(heightMetres, LowestMetres) / LowestMetres);
        if (octaves < Planes - 1) return ((int)octaves, octaves - Math.Floor(octaves), 1);
        // the far field of a magnetised bar falls with the square of the distance
        var ratio = HeightOf(Planes - 1) / heightMetres;
        return (Planes - 2, 1, ratio * ratio);
    }
}
