namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>
/// What the sample letter-f must look like, written down apart from the simulation: a raised F that reads rightly with +y up, a strip whose current flows
/// along +x at y = 0.4 um and one dipole along +z at (3.2, 2.4) um.
/// </summary>
internal static class LetterF
{
    private const double VacuumPermeability = 4e-7 * Math.PI;

    // stem, upper bar, middle bar: left, bottom, right, top in um
    private static readonly (double Left, double Bottom, double Right, double Top)[] Bars =
        [(1.0, 0.9, 1.5, 3.6), (1.0, 3.1, 2.9, 3.6), (1.0, 2.0, 2.3, 2.5)];

    /// <summary>Whether a point (m) lies on the letter; null within 150 nm of an edge, where the blunt tip decides.</summary>
    public static bool? IsRaised(double x, double y)
    {
        var inside = Bars.Max(b => Math.Min(Math.Min(x * 1e6 - b.Left, b.Right - x * 1e6), Math.Min(y * 1e6 - b.Bottom, b.Top - y * 1e6)));
        return Math.Abs(inside) < 0.15 ? null : inside > 0;
    }

    /// <summary>Stray field along n (T) at a point (m) over a strip that carries so many amperes along +x: Biot-Savart summed over filaments, and the point dipole.</summary>
    public static double StrayField(double x, double y, double z, double amperes, (double X, double Y, double Z) n)
    {
        const int Filaments = 200;
        double fieldY = 0, fieldZ = 0;
        for (var i = 0; i < Filaments; i++)
        {
            var (dy, dz) = (y - (0.2e-6 + (i + 0.5) * 0.4e-6 / Filaments), z + 50e-9);
            // a straight current along +x: B = mu0 I / (2 pi r^2) x-hat cross r
            var factor = VacuumPermeability * amperes / Filaments / (2 * Math.PI * (dy * dy + dz * dz));
            fieldY -= factor * dz;
            fieldZ += factor * dy;
        }

        var (rx, ry, rz) = (x - 3.2e-6, y - 2.4e-6, z + 200e-9);
        var r = Math.Sqrt(rx * rx + ry * ry + rz * rz);
        const double Moment = 2.5e-15;
        var scale = VacuumPermeability * Moment / (4 * Math.PI * Math.Pow(r, 5));
        return n.X * scale * 3 * rx * rz + n.Y * (fieldY + scale * 3 * ry * rz) + n.Z * (fieldZ + scale * (3 * rz * rz - r * r));
    }
}
