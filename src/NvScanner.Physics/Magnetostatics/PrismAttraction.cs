namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// Primitive of r/r³ over a box, the Newtonian attraction of a rectangular prism (Nagy, Geophysics 31, 362 (1966)): its signed sum over the
/// eight corners, each seen from the field point, is the integral over the box with r towards the field point.
/// </summary>
internal static class PrismAttraction
{
    /// <summary>u atan(vw/uR) - v ln(w + R) - w ln(v + R) for each axis u with the other two v, w.</summary>
    public static Vector3d AtCorner(double x, double y, double z)
    {
        double x2 = x * x, y2 = y * y, z2 = z * z;
        var distance = Math.Sqrt(x2 + y2 + z2);
        var logX = StableLogarithm.OfSum(x, distance, y2 + z2);
        var logY = StableLogarithm.OfSum(y, distance, x2 + z2);
        var logZ = StableLogarithm.OfSum(z, distance, x2 + y2);
        return new Vector3d(
            Weighted(x, Math.Atan(y * z / (x * distance))) - Weighted(y, logZ) - Weighted(z, logY),
            Weighted(y, Math.Atan(x * z / (y * distance))) - Weighted(x, logZ) - Weighted(z, logX),
            Weighted(z, Math.Atan(x * y / (z * distance))) - Weighted(x, logY) - Weighted(y, logX));
    }

    // the limit in the plane of a face and on the line of an edge
    private static double Weighted(double weight, double value) => weight == 0 ? 0 : weight * value;
}
