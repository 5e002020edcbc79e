namespace NvScanner.Simulation.Cell.Currents;

/// <summary>
/// A symmetric matrix D + U + U^T by its diagonal and the rows of U: each entry is read once for both of its places, which is what time goes into.
/// </summary>
internal sealed class UpperTriangle
{
    private readonly double[] _diagonal;
    private readonly double[] _inverse;
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;

    public UpperTriangle(SymmetricMatrix matrix)
    {
        _diagonal = matrix.Diagonal;
        _inverse = Array.ConvertAll(matrix.Diagonal, value => 1 / value);
        _starts = new int[matrix.Size + 1];
        _columns = new int[matrix.Columns.Length / 2];
        _values = new double[_columns.Length];
        var next = 0;
        for (var i = 0; i < matrix.Size; i++)
        {
            for (var k = matrix.RowStarts[i]; k < matrix.RowStarts[i + 1]; k++)
                if (matrix.Columns[k] > i) (_columns[next], _values[next++]) = (matrix.Columns[k], matrix.Values[k]);
            _starts[i + 1] = next;
        }
    }

    public int Size => _diagonal.Length;

    /// <summary>product = A vector.</summary>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> product)
    {
        for (var i = 0; i < Size; i++) product[i] = _diagonal[i] * vector[i];
        for (var i = 0; i < Size; i++)
        {
            var columns = ColumnsOf(i);
            var values = ValuesOf(i);
            var (own, sum) = (vector[i], 0.0);
            for (var k = 0; k < columns.Length; k++)
            {
                var column = columns[k];
                sum += values[k] * vector[column];
                product[column] += values[k] * own;
            }
            product[i] += sum;
        }
    }

    /// <summary>One sweep of Gauss and Seidel from zero, first to last; leaves in right what A solution still lacks of it.</summary>
    public void SweepForward(Span<double> right, Span<double> solution)
    {
        right.CopyTo(solution);
        for (var i = 0; i < Size; i++)
        {
            var own = solution[i] * _inverse[i];
            solution[i] = own;
            var columns = ColumnsOf(i);
            var values = ValuesOf(i);
            for (var k = 0; k < columns.Length; k++) solution[columns[k]] -= values[k] * own;
        }
        // every equation held when its unknown was set: what changed since are the later unknowns
        for (var i = 0; i < Size; i++) right[i] = -Gather(i, solution);
    }

    /// <summary>One sweep, last to first, that takes away what still lacks; overwrites it by the correction.</summary>
    public void SweepBackward(Span<double> lacking, Span<double> solution)
    {
        for (var i = Size - 1; i >= 0; i--)
        {
            lacking[i] = (lacking[i] - Gather(i, lacking)) * _inverse[i];
            solution[i] += lacking[i];
        }
    }

    private double Gather(int row, ReadOnlySpan<double> vector)
    {
        var columns = ColumnsOf(row);
        var values = ValuesOf(row);
        var sum = 0.0;
        for (var k = 0; k < columns.Length; k++) sum += values[k] * vector[columns[k]];
        return sum;
    }

    private ReadOnlySpan<int> ColumnsOf(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    private ReadOnlySpan<double> ValuesOf(int row) => _values.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);
}
