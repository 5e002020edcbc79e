namespace NvScanner.Physics.Magnetostatics;

/// <summary>A circular filament in the plane z = 0 about the origin, current counter-clockwise seen from +z.</summary>
/// <param name="RadiusMetres">Radius in m.</param>
/// <param name="CurrentAmperes">Current in A.</param>
public readonly record struct CircularLoop(double RadiusMetres, double CurrentAmperes)
{
    /// <summary>Field in T at a point in m off the filament, by complete elliptic integrals K(m) and E(m) of the parameter m = k².</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        double radius = RadiusMetres, z = positionMetres.Z;
        var rho = double.Hypot(positionMetres.X, positionMetres.Y);
        var far = (radius + rho) * (radius + rho) + z * z;
        var near = (radius - rho) * (radius - rho) + z * z;
        var (k, e, difference) = EllipticIntegrals(4 * radius * rho / far);
        var scale = PhysicalConstants.VacuumPermeability * CurrentAmperes / (2 * Math.PI * Math.Sqrt(far));
        var axial = scale * (k + e * (radius * radius - rho * rho - z * z) / near);
        if (rho == 0) return new Vector3d(0, 0, axial);
        // (r² + rho² + z²)/near E - K = far/near ((1 - m/2) E - (1 - m) K): near = (1 - m) far
        var radial = scale * z / rho * (far / near) * difference;
        return new Vector3d(radial * positionMetres.X / rho, radial * positionMetres.Y / rho, axial);
    }

    // K, E and (1 - m/2) E - (1 - m) K by the arithmetic-geometric mean (Abramowitz and Stegun 17.6)
    private static (double K, double E, double Difference) EllipticIntegrals(double m)
    {
        double a = 1, b = Math.Sqrt(1 - m), power = 0.5, sum = 0.5 * m, tail = 0;
        for (var c = 1.0; c > 1e-9 * a;) // quadratic convergence: the next c is below the working precision
        {
            c = 0.5 * (a - b);
            (a, b) = (0.5 * (a + b), Math.Sqrt(a * b));
            power *= 2;
            tail += power * c * c;
        }
        var k = Math.PI / (2 * a);
        // E = K (1 - m/2 - tail), hence (1 - m/2) E - (1 - m) K = K (m²/4 - (1 - m/2) tail)
        return (k, k * (1 - sum - tail), k * (sum * sum - (1 - sum) * tail));
    }
}
