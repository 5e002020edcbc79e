namespace NvScanner.Simulation.Cell.Currents;

/// <summary>A sparse symmetric matrix with its diagonal apart: row i has the off-diagonal entries RowStarts[i] .. RowStarts[i + 1].</summary>
internal sealed record SymmetricMatrix(double[] Diagonal, int[] RowStarts, int[] Columns, double[] Values)
{
    public int Size => Diagonal.Length;

    /// <summary>product = A vector.</summary>
    public void Multiply(ReadOnlySpan<double> vector, Span<double> product)
    {
        for (var i = 0; i < Size; i++) product[i] = Diagonal[i] * vector[i] + OffDiagonal(i, vector);
    }

    /// <summary>The value of unknown i that fulfils equation i with all others as they are.</summary>
    public double Relaxed(int i, double right, ReadOnlySpan<double> vector) => (right - OffDiagonal(i, vector)) / Diagonal[i];

    private double OffDiagonal(int i, ReadOnlySpan<double> vector)
    {
        var sum = 0.0;
        var columns = Columns.AsSpan(RowStarts[i], RowStarts[i + 1] - RowStarts[i]);
        var values = Values.AsSpan(RowStarts[i], columns.Length);
        for (var k = 0; k < columns.Length; k++) sum += values[k] * vector[columns[k]];
        return sum;
    }
}
