namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// Ørsted field of layered current densities in planes above a sample: the Biot-Savart integral, exact for a density that is uniform in
/// every voxel, summed by fast convolution without images.
/// </summary>
/// <remarks>
/// The density must be free of divergence, leads included: where it ends at the edge of the grid, the field there is that of a current that
/// appears from nowhere, with a spurious field at the ends; add the missing leads by <see cref="StraightSegment"/> or continue the grid. Buffers and
/// threads are as in <see cref="StrayFieldSolver"/>.
/// </remarks>
public sealed class CurrentFieldSolver
{
    private const int X = 0, Y = 1, Z = 2;

    private readonly LayeredField _field;

    /// <summary>
    /// A solver for voxels of the grid's pixels and the stack's layers, and for heights of the NV above the surface z = 0 in m, each positive;
    /// uses all processors unless limited.
    /// </summary>
    public CurrentFieldSolver(PlaneGrid grid, LayerStack layers, ReadOnlySpan<double> heightsMetres, int? maximumThreads = null) =>
        _field = new LayeredField(grid, layers, heightsMetres, maximumThreads, VoxelKernels.Attraction,
            [(Parity.Odd, Parity.Even), (Parity.Even, Parity.Odd), (Parity.Even, Parity.Even)]);

    /// <summary>Values expected per component of the density: layers x rows x columns.</summary>
    public int SourceLength => _field.SourceLength;

    /// <summary>Values of field written: heights x 3 x rows x columns.</summary>
    public int FieldLength => _field.FieldLength;

    /// <summary>
    /// Writes the field in T, [height, x|y|z, iy, ix], of the components of a current density in A/m², each [layer, iy, ix]; an empty
    /// component is zero everywhere. Throws ArgumentException naming the voxel whose density is no finite number.
    /// </summary>
    public void Solve(ReadOnlyMemory<double> densityX, ReadOnlyMemory<double> densityY, ReadOnlyMemory<double> densityZ, Memory<double> fieldTesla)
    {
        Check(densityX.Span, "x");
        Check(densityY.Span, "y");
        Check(densityZ.Span, "z");
        const double scale = PhysicalConstants.VacuumPermeability / (4 * Math.PI);
        // J x r / r³
        _field.Solve(
            [densityX, densityY, densityZ],
            [(X, Y, Z, scale), (X, Z, Y, -scale), (Y, Z, X, scale), (Y, X, Z, -scale), (Z, X, Y, scale), (Z, Y, X, -scale)],
            fieldTesla);
    }

    private void Check(ReadOnlySpan<double> density, string component)
    {
        if (density.IsEmpty) return;
        if (density.Length != SourceLength)
            throw new ArgumentException($"The {component} component needs {_field.Layers.Count} layers x {_field.Grid.Rows} rows x {_field.Grid.Columns} columns = {SourceLength} values; it has {density.Length}.");
        for (var i = 0; i < density.Length; i++)
        {
            if (double.IsFinite(density[i])) continue;
            var (grid, rest) = (_field.Grid, i % _field.Grid.Count);
            throw new ArgumentException($"The {component} component of the current density is not a finite number in the voxel (layer {i / grid.Count}, row {rest / grid.Columns}, column {rest % grid.Columns}).");
        }
    }
}
