namespace NvScanner.Physics.Magnetostatics;

/// <summary>A straight filament from start to end carrying a current in that direction.</summary>
/// <param name="StartMetres">Start in m.</param>
/// <param name="EndMetres">End in m.</param>
/// <param name="CurrentAmperes">Current in A.</param>
public readonly record struct StraightSegment(Vector3d StartMetres, Vector3d EndMetres, double CurrentAmperes)
{
    /// <summary>Field in T at a point in m off the filament: mu0 I/4pi (a + b)/(a b (a b + a·b)) a × b, a and b from the ends to the point.</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        var fromStart = positionMetres - StartMetres;
        var fromEnd = positionMetres - EndMetres;
        double a = fromStart.Norm, b = fromEnd.Norm;
        var along = EndMetres - StartMetres;
        var cross = along.Cross(fromStart); // = fromStart × fromEnd
        var scalar = fromStart.Dot(fromEnd);
        // beside the filament a b + a·b cancels; there it equals |a × b|²/(a b - a·b)
        var denominator = scalar < 0 ? cross.NormSquared / (a * b - scalar) : a * b + scalar;
        var scale = PhysicalConstants.VacuumPermeability * CurrentAmperes / (4 * Math.PI);
        return cross * (scale * (a + b) / (a * b * denominator));
    }
}
