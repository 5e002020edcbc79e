namespace NvScanner.Simulation.Cell.Currents;

/// <summary>A sparse symmetric matrix with its diagonal apart: row i has the off-diagonal entries RowStarts[i] .. RowStarts[i + 1].</summary>
internal sealed record SymmetricMatrix(double[] Diagonal, int[] RowStarts, int[] Columns, double[] Values)
{
    public int Size => Diagonal.Length;
}
