namespace NvScanner.Physics.Photophysics;

/// <summary>Exponentials of small dense matrices.</summary>
internal static class MatrixExponential
{
    private const int Terms = 13; // a norm of 1/4 leaves 0.25^14/14! < 1e-19

    /// <summary>Fills <paramref name="result"/> with exp(matrix), both n by n and row-major, by scaling, a Taylor series and squaring.</summary>
    public static void Fill(ReadOnlySpan<double> matrix, Span<double> result, int n)
    {
        var norm = 0.0;
        for (var row = 0; row < n; row++)
        {
            var sum = 0.0;
            foreach (var element in matrix.Slice(row * n, n)) sum += Math.Abs(element);
            norm = Math.Max(norm, sum);
        }
        var squarings = norm > 0.25 ? (int)Math.Ceiling(Math.Log2(norm / 0.25)) : 0;
        var scale = Math.ScaleB(1, -squarings);

        // exp(A) - 1 by Horner, A (1 + A/2 (1 + A/3 ...)); squared without the 1, so that slow rates beside fast ones keep all digits
        Span<double> work = stackalloc double[n * n];
        SetIdentity(result, n);
        for (var term = Terms; term >= 1; term--)
        {
            Multiply(matrix, result, work, n, scale / term);
            work.CopyTo(result);
            if (term > 1) AddIdentity(result, n);
        }
        for (var squaring = 0; squaring < squarings; squaring++)
        {
            Multiply(result, result, work, n, 1);
            for (var i = 0; i < result.Length; i++) result[i] = 2 * result[i] + work[i];
        }
        AddIdentity(result, n);
    }

    private static void AddIdentity(Span<double> matrix, int n)
    {
        for (var i = 0; i < n; i++) matrix[i * n + i] += 1;
    }

    private static void SetIdentity(Span<double> matrix, int n)
    {
        matrix.Clear();
        AddIdentity(matrix, n);
    }

    private static void Multiply(ReadOnlySpan<double> left, ReadOnlySpan<double> right, Span<double> product, int n, double factor)
    {
        product.Clear();
        for (var row = 0; row < n; row++)
            for (var k = 0; k < n; k++)
            {
                var element = factor * left[row * n + k];
                if (element == 0) continue;
                for (var column = 0; column < n; column++) product[row * n + column] += element * right[k * n + column];
            }
    }
}
