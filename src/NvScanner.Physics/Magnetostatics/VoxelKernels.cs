namespace NvScanner.Physics.Magnetostatics;

/// <summary>
/// Kernels of one voxel layer at the centres of the pixels of a plane above it, for the offsets 0 to columns-1 and 0 to rows-1 (field point
/// minus voxel): exact integrals over the voxel, as differences of closed forms at its eight corners.
/// </summary>
internal static class VoxelKernels
{
    /// <summary>Writes the values of every kernel at one corner, given by its offset from the field point in units of the column pitch.</summary>
    private delegate void CornerForms(double x, double y, double near, double far, Span<double> values);

    /// <summary>
    /// N_xx, N_yy, N_xy, N_xz, N_yz of <see cref="MagnetizedPrism"/>, dimensionless; N_zz = -N_xx - N_yy outside. Near and far are the distances
    /// in m from the plane down to the layer's top and bottom.
    /// </summary>
    public static void Demagnetization(PlaneGrid grid, double nearMetres, double farMetres, IReadOnlyList<double[]> kernels) =>
        Evaluate(grid, nearMetres, farMetres, DemagnetizationCorner, kernels, 1);

    /// <summary>The integrals of x/r³, y/r³ and z/r³ over the voxel, in m, r from the voxel to the field point.</summary>
    public static void Attraction(PlaneGrid grid, double nearMetres, double farMetres, IReadOnlyList<double[]> kernels) =>
        Evaluate(grid, nearMetres, farMetres, AttractionCorner, kernels, grid.PitchXMetres);

    private static void Evaluate(
        PlaneGrid grid, double nearMetres, double farMetres, CornerForms corner, IReadOnlyList<double[]> kernels, double unit)
    {
        int count = kernels.Count, width = (grid.Columns + 1) * count;
        double[] lowerRow = new double[width], upperRow = new double[width];
        var aspect = grid.PitchYMetres / grid.PitchXMetres;
        double near = nearMetres / grid.PitchXMetres, far = farMetres / grid.PitchXMetres;
        for (var row = 0; row <= grid.Rows; row++)
        {
            for (var column = 0; column <= grid.Columns; column++)
                corner(column - 0.5, (row - 0.5) * aspect, near, far, upperRow.AsSpan(column * count, count));
            for (var column = 0; column < grid.Columns && row > 0; column++)
            {
                for (int k = 0, at = column * count; k < count; k++, at++)
                {
                    kernels[k][(row - 1) * grid.Columns + column] =
                        unit * (upperRow[at + count] - upperRow[at] - (lowerRow[at + count] - lowerRow[at]));
                }
            }
            (lowerRow, upperRow) = (upperRow, lowerRow);
        }
    }

    // differences over z in closed form, so that only the differences over x and y cancel far away
    private static void DemagnetizationCorner(double x, double y, double near, double far, Span<double> values)
    {
        var across = x * x + y * y;
        double nearDistance = Math.Sqrt(across + near * near), farDistance = Math.Sqrt(across + far * far);
        // far R_near - near R_far without its cancellation
        var wedge = across * (far - near) * (far + near) / (far * nearDistance + near * farDistance);
        double distances = nearDistance * farDistance, depths = near * far;
        values[0] = Math.Atan(x * y * wedge / (x * x * distances + y * y * depths));
        values[1] = Math.Atan(x * y * wedge / (y * y * distances + x * x * depths));
        values[2] = -Math.Log((farDistance + far) / (nearDistance + near));
        values[3] = -LogarithmOfRatio(y, x, near, far, nearDistance, farDistance);
        values[4] = -LogarithmOfRatio(x, y, near, far, nearDistance, farDistance);
    }

    // ln((R_far + along)/(R_near + along)); the first corner lies on the negative side
    private static double LogarithmOfRatio(double along, double across, double near, double far, double nearDistance, double farDistance) =>
        along >= 0
            ? Math.Log((farDistance + along) / (nearDistance + along))
            : Math.Log((across * across + far * far) / (across * across + near * near)) - Math.Log((farDistance - along) / (nearDistance - along));

    private static void AttractionCorner(double x, double y, double near, double far, Span<double> values) =>
        (values[0], values[1], values[2]) = PrismAttraction.AtCorner(x, y, far) - PrismAttraction.AtCorner(x, y, near);
}
