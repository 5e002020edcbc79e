using NvScanner.Physics;
using NvScanner.Physics.Magnetostatics;
using NvScanner.Physics.Materials;

namespace NvScanner.Simulation.Samples;

/// <summary>A LixCoO2 particle in a polished face at z = 0, from which it protrudes: a block, or a sphere of which only the cap shows.</summary>
internal sealed record CobaltOxideParticle(Vector3d Centre, Vector3d Size, bool IsSphere, double LithiumContent)
{
    private readonly double _susceptibility = LithiumCobaltOxide.VolumeSusceptibility(LithiumContent);

    public static CobaltOxideParticle Block(double x, double y, double sizeX, double sizeY, double thickness, double protrusion, double lithiumContent) =>
        new(new Vector3d(x, y, protrusion - 0.5 * thickness), new Vector3d(sizeX, sizeY, thickness), false, lithiumContent);

    public static CobaltOxideParticle Sphere(double x, double y, double radius, double protrusion, double lithiumContent) =>
        new(new Vector3d(x, y, protrusion - radius), new Vector3d(2 * radius, 2 * radius, 2 * radius), true, lithiumContent);

    public double HeightAt(double x, double y)
    {
        if (!IsSphere) return BluntTip.Over(Centre.Z + 0.5 * Size.Z, DistanceInside(x, y));
        var radius = 0.5 * Size.X;
        var squared = radius * radius - (x - Centre.X) * (x - Centre.X) - (y - Centre.Y) * (y - Centre.Y);
        return squared > 0 ? Math.Max(0, Centre.Z + Math.Sqrt(squared)) : 0;
    }

    public bool Covers(double x, double y) => DistanceInside(x, y) >= 0;

    /// <summary>Stray field of M = chi B/mu0; demagnetisation is a correction of 1e-4.</summary>
    public Vector3d FieldAt(Vector3d position, Vector3d biasTesla)
    {
        var magnetization = biasTesla * (_susceptibility / PhysicalConstants.VacuumPermeability);
        return IsSphere
            ? MagneticDipole.OfSphere(Centre, 0.5 * Size.X, magnetization).FieldAt(position)
            : new MagnetizedPrism(Centre, Size, magnetization).FieldAt(position);
    }

    // of the block's outline, or of the circle in which the sphere cuts the polished face
    private double DistanceInside(double x, double y) => IsSphere
        ? Math.Sqrt(0.25 * Size.X * Size.X - Centre.Z * Centre.Z) - double.Hypot(x - Centre.X, y - Centre.Y)
        : BluntTip.InsideRectangle(x, y, Centre.X, Centre.Y, Size.X, Size.Y);
}
