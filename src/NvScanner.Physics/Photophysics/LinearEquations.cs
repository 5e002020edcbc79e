namespace NvScanner.Physics.Photophysics;

/// <summary>Small dense systems of linear equations in place.</summary>
internal static class LinearEquations
{
    /// <summary>
    /// Replaces the columns of the row-major right-hand sides (n by <paramref name="columns"/>) by the solutions, by elimination with row
    /// pivots; the matrix (n by n) is destroyed.
    /// </summary>
    public static void Solve(Span<double> matrix, Span<double> rightHandSides, int n, int columns)
    {
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
                if (Math.Abs(matrix[row * n + column]) > Math.Abs(matrix[pivot * n + column])) pivot = row;
            if (pivot != column)
            {
                Swap(matrix.Slice(pivot * n, n), matrix.Slice(column * n, n));
                Swap(rightHandSides.Slice(pivot * columns, columns), rightHandSides.Slice(column * columns, columns));
            }
            var inverse = 1 / matrix[column * n + column];
            for (var row = column + 1; row < n; row++)
            {
                var factor = matrix[row * n + column] * inverse;
                if (factor == 0) continue;
                for (var k = column + 1; k < n; k++) matrix[row * n + k] -= factor * matrix[column * n + k];
                for (var k = 0; k < columns; k++) rightHandSides[row * columns + k] -= factor * rightHandSides[column * columns + k];
            }
        }
        for (var row = n - 1; row >= 0; row--)
            for (var k = 0; k < columns; k++)
            {
                var sum = rightHandSides[row * columns + k];
                for (var column = row + 1; column < n; column++) sum -= matrix[row * n + column] * rightHandSides[column * columns + k];
                rightHandSides[row * columns + k] = sum / matrix[row * n + row];
            }
    }

    private static void Swap(Span<double> first, Span<double> second)
    {
        for (var k = 0; k < first.Length; k++) (first[k], second[k]) = (second[k], first[k]);
    }
}
