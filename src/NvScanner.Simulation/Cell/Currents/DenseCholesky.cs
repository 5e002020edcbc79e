namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Cholesky factor of the smallest matrix of a hierarchy.</summary>
internal static class DenseCholesky
{
    /// <summary>L with A = L L^T, row by row in a full square.</summary>
    public static double[] Factorize(SymmetricMatrix matrix)
    {
        var n = matrix.Size;
        var factor = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            factor[i * n + i] = matrix.Diagonal[i];
            for (var k = matrix.RowStarts[i]; k < matrix.RowStarts[i + 1]; k++) factor[i * n + matrix.Columns[k]] += matrix.Values[k];
        }
        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k < j; k++) factor[j * n + j] -= factor[j * n + k] * factor[j * n + k];
            // a part that nothing connects to an electrode has no potential of its own: its row is as good as zero
            factor[j * n + j] = Math.Sqrt(Math.Max(factor[j * n + j], 1e-14 * matrix.Diagonal[j] + double.Epsilon));
            for (var i = j + 1; i < n; i++)
            {
                for (var k = 0; k < j; k++) factor[i * n + j] -= factor[i * n + k] * factor[j * n + k];
                factor[i * n + j] /= factor[j * n + j];
            }
        }
        return factor;
    }

    /// <summary>solution = A^-1 right.</summary>
    public static void Solve(double[] factor, ReadOnlySpan<double> right, Span<double> solution)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++) sum -= factor[i * n + k] * solution[k];
            solution[i] = sum / factor[i * n + i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = solution[i];
            for (var k = i + 1; k < n; k++) sum -= factor[k * n + i] * solution[k];
            solution[i] = sum / factor[i * n + i];
        }
    }
}
