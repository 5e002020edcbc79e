namespace NvScanner.Simulation.Cell.Currents;

/// <summary>
/// Algebraic multigrid by aggregation as a preconditioner: each level joins the unknowns that are coupled most strongly in pairs, twice, so that good
/// conductors become one unknown before poor ones do. A K-cycle, two steps of conjugate gradients on each coarser level, makes up for the plain
/// prolongation, with one symmetric Gauss-Seidel sweep (Notay, Electron. Trans. Numer. Anal. 37, 123 (2010)). It is not quite a fixed matrix, so that
/// it wants flexible gradients around it. Sequential, hence the same for any number of threads.
/// </summary>
internal sealed class AggregationMultigrid
{
    private const int CoarsestSize = 300;

    // pairs of pairs of pairs: eight to one, so that two visits of each coarser level cost a third of the finest
    private const int PairingPasses = 3;

    // a first step this good needs no second one
    private const double GoodEnough = 0.25;

    private readonly UpperTriangle _matrix;
    private readonly int[] _aggregates = [];
    private readonly AggregationMultigrid? _coarser;
    private readonly double[] _factor = [];
    private readonly double[] _lacking = [];
    private readonly double[] _correction = [];
    private readonly double[] _correctionProduct = [];
    private readonly double[] _right = [];
    private readonly double[] _first = [];
    private readonly double[] _firstProduct = [];
    private readonly double[] _second = [];
    private readonly double[] _secondProduct = [];

    public AggregationMultigrid(SymmetricMatrix matrix)
    {
        _matrix = new UpperTriangle(matrix);
        if (matrix.Size <= CoarsestSize)
        {
            _factor = DenseCholesky.Factorize(matrix);
            return;
        }
        _lacking = new double[matrix.Size];
        _correction = new double[matrix.Size];
        _correctionProduct = new double[matrix.Size];
        (_aggregates, var coarse) = Aggregation.ByPairs(matrix);
        for (var pass = 1; pass < PairingPasses; pass++)
        {
            (var pairs, coarse) = Aggregation.ByPairs(coarse);
            for (var i = 0; i < _aggregates.Length; i++) _aggregates[i] = pairs[_aggregates[i]];
        }
        _coarser = new AggregationMultigrid(coarse);
        _right = new double[coarse.Size];
        _first = new double[coarse.Size];
        _firstProduct = new double[coarse.Size];
        _second = new double[coarse.Size];
        _secondProduct = new double[coarse.Size];
    }

    /// <summary>solution = approximately A^-1 right.</summary>
    public void Solve(ReadOnlySpan<double> right, Span<double> solution)
    {
        if (_coarser is null)
        {
            DenseCholesky.Solve(_factor, right, solution);
            return;
        }
        right.CopyTo(_lacking);
        _matrix.SweepForward(_lacking, solution);
        Array.Clear(_right);
        for (var i = 0; i < right.Length; i++) _right[_aggregates[i]] += _lacking[i];
        CorrectCoarsely(_coarser);
        for (var i = 0; i < solution.Length; i++) solution[i] += _correction[i] = _first[_aggregates[i]];
        _matrix.Multiply(_correction, _correctionProduct);
        for (var i = 0; i < right.Length; i++) _lacking[i] -= _correctionProduct[i];
        _matrix.SweepBackward(_lacking, solution);
    }

    public int Size => _matrix.Size;

    /// <summary>product = A vector.</summary>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> product) => _matrix.Multiply(vector, product);

    // leaves the coarse correction in _first
    private void CorrectCoarsely(AggregationMultigrid coarser)
    {
        coarser.Solve(_right, _first);
        if (coarser._coarser is null) return;
        coarser._matrix.Multiply(_first, _firstProduct);
        var curvature = VectorMath.Dot(_first, _firstProduct);
        if (curvature <= 0) return;
        var step = VectorMath.Dot(_first, _right) / curvature;
        var before = VectorMath.Dot(_right, _right);
        for (var i = 0; i < _right.Length; i++) _right[i] -= step * _firstProduct[i];
        if (VectorMath.Dot(_right, _right) <= GoodEnough * GoodEnough * before)
        {
            for (var i = 0; i < _first.Length; i++) _first[i] *= step;
            return;
        }
        coarser.Solve(_right, _second);
        coarser._matrix.Multiply(_second, _secondProduct);
        var mixed = VectorMath.Dot(_second, _firstProduct);
        var rest = VectorMath.Dot(_second, _secondProduct) - mixed * mixed / curvature;
        var secondStep = rest > 0 ? VectorMath.Dot(_second, _right) / rest : 0;
        var firstStep = step - mixed * secondStep / curvature;
        for (var i = 0; i < _first.Length; i++) _first[i] = firstStep * _first[i] + secondStep * _second[i];
    }
}
