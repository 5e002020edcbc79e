namespace NvScanner.Physics.Magnetostatics;

/// <summary>A rectangle |x| &lt; width/2, |y| &lt; length/2 in the plane z = 0 with a uniform sheet current along +y; not divergence-free alone.</summary>
/// <param name="WidthMetres">Extent along x in m.</param>
/// <param name="LengthMetres">Extent along y in m.</param>
/// <param name="SheetCurrent">Sheet current K in A/m along +y.</param>
public readonly record struct RectangularSheet(double WidthMetres, double LengthMetres, double SheetCurrent)
{
    /// <summary>Field in T at a point in m off the sheet's plane: closed form over the four corners.</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        double x = 0, z = 0;
        for (var i = -1; i <= 1; i += 2)
            for (var j = -1; j <= 1; j += 2)
            {
                var u = positionMetres.X - 0.5 * i * WidthMetres;
                var v = positionMetres.Y - 0.5 * j * LengthMetres;
                var distance = Math.Sqrt(u * u + v * v + positionMetres.Z * positionMetres.Z);
                x += i * j * Math.Atan2(u * v, positionMetres.Z * distance);
                z += i * j * StableLogarithm.OfSum(v, distance, u * u + positionMetres.Z * positionMetres.Z);
            }
        var scale = PhysicalConstants.VacuumPermeability * SheetCurrent / (4 * Math.PI);
        return new Vector3d(scale * x, 0, scale * z);
    }
}
