using System.Numerics;

namespace NvScanner.Physics.Spin;

/// <summary>Eigenvalues and eigenvectors of small Hermitian matrices by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).</summary>
internal static class HermitianEigensystem
{
    private const int MaximumSweeps = 40;

    /// <summary>
    /// Diagonalises a row-major matrix in place; values ascend, column j of the row-major vectors belongs to value j. Accurate to a few
    /// roundings of the largest value, also where values coincide.
    /// </summary>
    public static void Solve(Span<Complex> matrix, Span<double> values, Span<Complex> vectors)
    {
        var n = values.Length;
        vectors.Clear();
        for (var i = 0; i < n; i++) vectors[i * n + i] = 1;
        var total = 0.0;
        foreach (var element in matrix) total += SquaredMagnitude(element);
        for (var sweep = 0; sweep < MaximumSweeps && OffDiagonal(matrix, n) > 1e-36 * total; sweep++)
        {
            for (var p = 0; p < n - 1; p++)
                for (var q = p + 1; q < n; q++)
                    Rotate(matrix, vectors, n, p, q);
        }
        for (var i = 0; i < n; i++) values[i] = matrix[i * n + i].Real;
        Sort(values, vectors);
    }

    // (p, q) is made real by the phase of q and then zero by a plane rotation
    private static void Rotate(Span<Complex> matrix, Span<Complex> vectors, int n, int p, int q)
    {
        var element = matrix[p * n + q];
        var magnitude = element.Magnitude;
        if (magnitude == 0) return;
        var tau = (matrix[q * n + q].Real - matrix[p * n + p].Real) / (2 * magnitude);
        var tangent = (tau >= 0 ? 1 : -1) / (Math.Abs(tau) + Math.Sqrt(1 + tau * tau));
        var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
        var sine = tangent * cosine;
        var phase = Complex.Conjugate(element) / magnitude;
        MixColumns(matrix, n, p, q, cosine, sine, phase);
        MixColumns(vectors, n, p, q, cosine, sine, phase);
        var conjugate = Complex.Conjugate(phase);
        for (var k = 0; k < n; k++)
        {
            Complex up = matrix[p * n + k], uq = conjugate * matrix[q * n + k];
            matrix[p * n + k] = cosine * up - sine * uq;
            matrix[q * n + k] = sine * up + cosine * uq;
        }
        matrix[p * n + q] = matrix[q * n + p] = 0;
    }

    private static void MixColumns(Span<Complex> matrix, int n, int p, int q, double cosine, double sine, Complex phase)
    {
        for (var k = 0; k < n; k++)
        {
            Complex up = matrix[k * n + p], uq = phase * matrix[k * n + q];
            matrix[k * n + p] = cosine * up - sine * uq;
            matrix[k * n + q] = sine * up + cosine * uq;
        }
    }

    private static double OffDiagonal(ReadOnlySpan<Complex> matrix, int n)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                if (i != j) sum += SquaredMagnitude(matrix[i * n + j]);
        return sum;
    }

    private static void Sort(Span<double> values, Span<Complex> vectors)
    {
        var n = values.Length;
        for (var i = 0; i < n; i++)
        {
            var smallest = i;
            for (var j = i + 1; j < n; j++)
                if (values[j] < values[smallest]) smallest = j;
            if (smallest == i) continue;
            (values[i], values[smallest]) = (values[smallest], values[i]);
            for (var k = 0; k < n; k++)
                (vectors[k * n + i], vectors[k * n + smallest]) = (vectors[k * n + smallest], vectors[k * n + i]);
        }
    }

    private static double SquaredMagnitude(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;
}
