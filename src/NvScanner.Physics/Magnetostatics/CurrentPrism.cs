namespace NvScanner.Physics.Magnetostatics;

/// <summary>A rectangular block with edges along the axes and a uniform current density; not divergence-free alone, its ends need leads.</summary>
/// <param name="CentreMetres">Centre in m.</param>
/// <param name="SizeMetres">Edge lengths in m.</param>
/// <param name="Density">Current density in A/m².</param>
public readonly record struct CurrentPrism(Vector3d CentreMetres, Vector3d SizeMetres, Vector3d Density)
{
    /// <summary>Field in T at any point in m, inside too: the Biot-Savart integral J x r/r³ in closed form over the eight corners.</summary>
    public Vector3d FieldAt(Vector3d positionMetres)
    {
        var fromCentre = positionMetres - CentreMetres;
        // logarithms of lengths of the order of one
        var unit = Math.Max(SizeMetres.Norm, fromCentre.Norm);
        var integral = Vector3d.Zero;
        for (var corner = 0; corner < 8; corner++)
        {
            int i = (corner & 1) * 2 - 1, j = (corner >> 1 & 1) * 2 - 1, k = (corner >> 2 & 1) * 2 - 1;
            integral += PrismAttraction.AtCorner(
                (fromCentre.X + 0.5 * i * SizeMetres.X) / unit,
                (fromCentre.Y + 0.5 * j * SizeMetres.Y) / unit,
                (fromCentre.Z + 0.5 * k * SizeMetres.Z) / unit) * (i * j * k);
        }
        return Density.Cross(integral) * (PhysicalConstants.VacuumPermeability / (4 * Math.PI) * unit);
    }
}
