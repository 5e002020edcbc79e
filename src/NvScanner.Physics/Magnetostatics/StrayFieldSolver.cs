namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// Stray field of weakly magnetic voxels, M = chi B_ext/mu0, in planes above a layered sample: exact prism kernels of every voxel
/// (<see cref="MagnetizedPrism"/>), summed by fast convolution without images. Demagnetisation, of relative size chi, is neglected.
/// </summary>
/// <remarks>
/// The constructor does the work that depends on geometry alone; later solutions reuse it and all buffers, so that one instance serves one
/// caller at a time. The result is the same to the last bit for any number of threads. The kernels take 5 x 4 bytes per layer, height and
/// padded quarter plane: 85 MB for 16 layers of 512 x 512 at one height.
/// </remarks>
public sealed class StrayFieldSolver
{
    private const int Xx = 0, Yy = 1, Xy = 2, Xz = 3, Yz = 4;
    private const double LargestSusceptibility = 0.1;

    private readonly LayeredField _field;

    /// <summary>
    /// A solver for voxels of the grid's pixels and the stack's layers, and for heights of the NV above the surface z = 0 in m, each positive;
    /// uses all processors unless limited.
    /// </summary>
    public StrayFieldSolver(PlaneGrid grid, LayerStack layers, ReadOnlySpan<double> heightsMetres, int? maximumThreads = null) =>
        _field = new LayeredField(grid, layers, heightsMetres, maximumThreads, VoxelKernels.Demagnetization,
            [(Parity.Even, Parity.Even), (Parity.Even, Parity.Even), (Parity.Odd, Parity.Odd), (Parity.Odd, Parity.Even), (Parity.Even, Parity.Odd)]);

    /// <summary>Values of susceptibility expected: layers x rows x columns.</summary>
    public int SourceLength => _field.SourceLength;

    /// <summary>Values of field written: heights x 3 x rows x columns.</summary>
    public int FieldLength => _field.FieldLength;

    /// <summary>
    /// Writes the stray field in T, [height, x|y|z, iy, ix], of SI volume susceptibilities [layer, iy, ix] in a bias field (T, sample frame)
    /// that is uniform over the sample; the bias itself is not included. Throws ArgumentException naming the voxel whose susceptibility is
    /// no number, below -1 or too large for the weak-magnet limit.
    /// </summary>
    public void Solve(ReadOnlyMemory<double> susceptibility, Vector3d biasTesla, Memory<double> fieldTesla)
    {
        if (susceptibility.Length != SourceLength)
            throw new ArgumentException($"The susceptibility needs {_field.Layers.Count} layers x {_field.Grid.Rows} rows x {_field.Grid.Columns} columns = {SourceLength} values; it has {susceptibility.Length}.");
        Check(susceptibility.Span);
        var (x, y, z) = biasTesla * (-1 / (4 * Math.PI));
        _field.Solve(
            [susceptibility],
            [
                (0, 0, Xx, x), (0, 0, Xy, y), (0, 0, Xz, z),
                (1, 0, Xy, x), (1, 0, Yy, y), (1, 0, Yz, z),
                // N_zz = -N_xx - N_yy outside the voxel
                (2, 0, Xz, x), (2, 0, Yz, y), (2, 0, Xx, -z), (2, 0, Yy, -z),
            ],
            fieldTesla);
    }

    private void Check(ReadOnlySpan<double> susceptibility)
    {
        for (var i = 0; i < susceptibility.Length; i++)
        {
            var chi = susceptibility[i];
            if (Math.Abs(chi) <= LargestSusceptibility) continue;
            var (grid, rest) = (_field.Grid, i % _field.Grid.Count);
            var place = $"voxel (layer {i / grid.Count}, row {rest / grid.Columns}, column {rest % grid.Columns})";
            var value = chi.ToString(System.Globalization.CultureInfo.InvariantCulture);
            throw new ArgumentException(chi >= -1
                ? $"{place} has a susceptibility of {value}: above {LargestSusceptibility.ToString(System.Globalization.CultureInfo.InvariantCulture)} matter changes the field that magnetises it, which this weak-magnet sum leaves out; ferromagnets and superconductors need another method."
                : $"{place} has a susceptibility of {value}: SI volume susceptibilities are numbers from -1 (a perfect diamagnet) up.");
        }
    }
}
