namespace NvScanner.Physics.Odmr;

/// <summary>Small symmetric positive definite matrices.</summary>
internal static class PositiveDefinite
{
    /// <summary>
    /// Replaces a matrix, of which the lower triangle is read, by its full inverse through a Cholesky factor; false where it is singular
    /// to working precision, and then the content is undefined.
    /// </summary>
    public static bool TryInvert(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        for (var column = 0; column < n; column++)
        {
            var original = matrix[column, column];
            for (var row = column; row < n; row++)
            {
                var sum = matrix[row, column];
                for (var k = 0; k < column; k++) sum -= matrix[row, k] * matrix[column, k];
                if (row > column) matrix[row, column] = sum / matrix[column, column];
                else if (sum > 1e-14 * original) matrix[column, column] = Math.Sqrt(sum);
                else return false;
            }
        }
        // inverse of the factor in place, then its transpose times itself
        for (var column = 0; column < n; column++)
        {
            matrix[column, column] = 1 / matrix[column, column];
            for (var row = column + 1; row < n; row++)
            {
                var sum = 0.0;
                for (var k = column; k < row; k++) sum -= matrix[row, k] * matrix[k, column];
                matrix[row, column] = sum / matrix[row, row];
            }
        }
        for (var row = 0; row < n; row++)
            for (var column = 0; column <= row; column++)
            {
                var sum = 0.0;
                for (var k = row; k < n; k++) sum += matrix[k, row] * matrix[k, column];
                matrix[row, column] = matrix[column, row] = sum;
            }
        return true;
    }
}
