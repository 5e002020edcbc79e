namespace NvScanner.Physics.Magnetostatics;

/// <summary>A uniformly magnetised rectangular prism with edges along the axes.</summary>
/// <param name="CentreMetres">Centre in m.</param>
/// <param name="SizeMetres">Edge lengths in m.</param>
/// <param name="Magnetization">Magnetisation in A/m.</param>
public readonly record struct MagnetizedPrism(Vector3d CentreMetres, Vector3d SizeMetres, Vector3d Magnetization)
{
    /// <summary>
    /// Stray field in T at a point in m outside the prism: B_i = -(mu0/4pi) sum N_ik M_k with N from the eight corners; logarithms
    /// of the same pair are taken as one, so that nothing cancels far away.
    /// </summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        var centre = positionMetres - CentreMetres;
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        for (var corner = 0; corner < 8; corner++)
        {
            int i = corner & 1, j = corner >> 1 & 1, k = corner >> 2 & 1;
            var sign = ((i + j + k) & 1) == 0 ? 1.0 : -1.0;
            double x = centre.X + (0.5 - i) * SizeMetres.X, y = centre.Y + (0.5 - j) * SizeMetres.Y, z = centre.Z + (0.5 - k) * SizeMetres.Z;
            double x2 = x * x, y2 = y * y, z2 = z * z;
            var distance = Math.Sqrt(x2 + y2 + z2);
            xx += sign * Math.Atan2(y * z, x * distance);
            yy += sign * Math.Atan2(z * x, y * distance);
            zz += sign * Math.Atan2(x * y, z * distance);
            xy -= sign * StableLogarithm.OfSum(z, distance, x2 + y2);
            xz -= sign * StableLogarithm.OfSum(y, distance, x2 + z2);
            yz -= sign * StableLogarithm.OfSum(x, distance, y2 + z2);
        }
        var m = Magnetization;
        return new Vector3d(xx * m.X + xy * m.Y + xz * m.Z, xy * m.X + yy * m.Y + yz * m.Z, xz * m.X + yz * m.Y + zz * m.Z)
            * (-PhysicalConstants.VacuumPermeability / (4 * Math.PI));
    }
}
