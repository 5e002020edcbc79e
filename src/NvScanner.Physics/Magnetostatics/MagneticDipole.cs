namespace NvScanner.Physics.Magnetostatics;

/// <summary>A point dipole, also the exact exterior field of a uniformly magnetised sphere.</summary>
/// <param name="CentreMetres">Place in m.</param>
/// <param name="Moment">Moment in A m².</param>
public readonly record struct MagneticDipole(Vector3d CentreMetres, Vector3d Moment)
{
    /// <summary>The dipole of a sphere of the given radius (m) and magnetisation (A/m).</summary>
    public static MagneticDipole OfSphere(Vector3d centreMetres, double radiusMetres, Vector3d magnetization) =>
        new(centreMetres, magnetization * (4 * Math.PI / 3 * radiusMetres * radiusMetres * radiusMetres));

    /// <summary>Field in T at a point in m away from the dipole: mu0/4pi (3 r (m·r)/r⁵ - m/r³).</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        var r = positionMetres - CentreMetres;
        var squared = r.NormSquared;
        var scale = PhysicalConstants.VacuumPermeability / (4 * Math.PI * squared * Math.Sqrt(squared));
        return (r * (3 * Moment.Dot(r) / squared) - Moment) * scale;
    }
}
