namespace NvScanner.Physics.Magnetostatics;

/// <summary>An infinitely long, infinitely thin strip |x| &lt; width/2 in the plane z = 0 with a uniform sheet current along +y.</summary>
/// <param name="WidthMetres">Width in m.</param>
/// <param name="SheetCurrent">Sheet current K in A/m along +y.</param>
public readonly record struct InfiniteStrip(double WidthMetres, double SheetCurrent)
{
    /// <summary>Field in T at a point in m: closed form of the Biot-Savart integral; NaN on the strip's edges.</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        double left = positionMetres.X + 0.5 * WidthMetres, right = positionMetres.X - 0.5 * WidthMetres, z = positionMetres.Z;
        var scale = PhysicalConstants.VacuumPermeability * SheetCurrent / (2 * Math.PI);
        // atan(left/z) - atan(right/z) without the cancellation far away
        var angle = Math.Atan2(z * WidthMetres, z * z + left * right);
        // ln((left² + z²)/(right² + z²)), where left² - right² = 2 x width
        var logarithm = double.LogP1(2 * positionMetres.X * WidthMetres / (right * right + z * z));
        return new Vector3d(scale * angle, 0, -0.5 * scale * logarithm);
    }
}
