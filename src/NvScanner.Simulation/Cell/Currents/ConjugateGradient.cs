using System.Globalization;

namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Flexible conjugate gradients, whose preconditioner may vary a little from step to step (Notay, SIAM J. Sci. Comput. 22, 1444 (2000)).</summary>
internal sealed class ConjugateGradient(AggregationMultigrid hierarchy)
{
    private readonly double[] _residual = new double[hierarchy.Size];
    private readonly double[] _direction = new double[hierarchy.Size];
    private readonly double[] _product = new double[hierarchy.Size];
    private readonly double[] _preconditioned = new double[hierarchy.Size];

    /// <summary>
    /// Improves a solution of A x = right until the residual's norm is below tolerance * |right|; returns the iterations. Throws
    /// <see cref="InvalidOperationException"/> after 1000.
    /// </summary>
    public int Solve(ReadOnlySpan<double> right, Span<double> solution, double tolerance)
    {
        var goal = tolerance * Math.Sqrt(VectorMath.Dot(right, right));
        hierarchy.Multiply(solution, _product);
        for (var i = 0; i < right.Length; i++) _residual[i] = right[i] - _product[i];
        var curvature = 0.0;
        for (var iteration = 0; iteration < 1000; iteration++)
        {
            if (Math.Sqrt(VectorMath.Dot(_residual, _residual)) <= goal) return iteration;
            hierarchy.Solve(_residual, _preconditioned);
            // orthogonal to the last direction by the preconditioned residual itself, whatever the preconditioner did before
            var beta = iteration == 0 ? 0 : -VectorMath.Dot(_preconditioned, _product) / curvature;
            for (var i = 0; i < _direction.Length; i++) _direction[i] = _preconditioned[i] + beta * _direction[i];
            hierarchy.Multiply(_direction, _product);
            curvature = VectorMath.Dot(_direction, _product);
            var alpha = VectorMath.Dot(_direction, _residual) / curvature;
            for (var i = 0; i < _direction.Length; i++)
            {
                solution[i] += alpha * _direction[i];
                _residual[i] -= alpha * _product[i];
            }
        }
        throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"the currents of a microstructure with {hierarchy.Size} unknowns did not converge in 1000 steps; its conductivities lie too far apart"));
    }
}
