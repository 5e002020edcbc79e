namespace NvScanner.Physics.Magnetostatics;

/// <summary>An infinitely long rectangular bar |x| &lt; width/2, -thickness &lt; z &lt; 0, with a uniform current along +y.</summary>
/// <param name="WidthMetres">Width in m.</param>
/// <param name="ThicknessMetres">Thickness in m; the top face lies at z = 0.</param>
/// <param name="CurrentAmperes">Total current in A along +y.</param>
public readonly record struct InfiniteBar(double WidthMetres, double ThicknessMetres, double CurrentAmperes)
{
    /// <summary>Field in T at a point in m outside the bar: strips integrated over the depth in closed form.</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        double left = positionMetres.X + 0.5 * WidthMetres, right = positionMetres.X - 0.5 * WidthMetres;
        double top = positionMetres.Z, bottom = positionMetres.Z + ThicknessMetres;
        var scale = PhysicalConstants.VacuumPermeability * CurrentAmperes / (2 * Math.PI * WidthMetres * ThicknessMetres);
        var x = AngleIntegral(left, bottom) - AngleIntegral(left, top) - AngleIntegral(right, bottom) + AngleIntegral(right, top);
        // the same primitive with the two coordinates exchanged: the bar seen from the side
        var z = AngleIntegral(bottom, left) - AngleIntegral(bottom, right) - AngleIntegral(top, left) + AngleIntegral(top, right);
        return new Vector3d(scale * x, 0, -scale * z);
    }

    // primitive over z of atan(a/z), taken as the angle of (z, a): z atan2(a, z) + (a/2) ln(a² + z²)
    private static double AngleIntegral(double a, double z) =>
        z * Math.Atan2(a, z) + 0.5 * a * Math.Log(a * a + z * z);
}
