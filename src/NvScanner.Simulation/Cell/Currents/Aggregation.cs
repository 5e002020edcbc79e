namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Joins unknowns of a matrix with negative couplings.</summary>
internal static class Aggregation
{
    private const double WeakestAllowed = 0.05;
    private const double WorthHaving = 0.9;

    /// <summary>Pairs each unknown with the free one that it is coupled to most strongly; the coarse matrix is the Galerkin one for constants on pairs.</summary>
    public static (int[] Aggregates, SymmetricMatrix Coarse) ByPairs(SymmetricMatrix matrix)
    {
        var careful = ByPairs(matrix, WeakestAllowed);
        return careful.Coarse.Size <= WorthHaving * matrix.Size ? careful : ByPairs(matrix, 0);
    }

    private static (int[] Aggregates, SymmetricMatrix Coarse) ByPairs(SymmetricMatrix matrix, double weakestAllowed)
    {
        var aggregates = new int[matrix.Size];
        Array.Fill(aggregates, -1);
        var strongest = StrongestCouplings(matrix);
        var first = new List<int>(matrix.Size / 2 + 1);
        var second = new List<int>(matrix.Size / 2 + 1);
        for (var i = 0; i < matrix.Size; i++)
        {
            if (aggregates[i] >= 0) continue;
            var partner = StrongestFree(matrix, i, aggregates, strongest, weakestAllowed);
            aggregates[i] = first.Count;
            if (partner >= 0) aggregates[partner] = first.Count;
            first.Add(i);
            second.Add(partner);
        }
        return (aggregates, Coarsen(matrix, aggregates, first, second));
    }

    // joined across a coupling that is weak for either of them, two unknowns would be held to one value that they do not share: better alone
    private static int StrongestFree(SymmetricMatrix matrix, int row, int[] aggregates, double[] strongest, double weakestAllowed)
    {
        var partner = -1;
        var coupling = 0.0;
        for (var k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
        {
            var (column, size) = (matrix.Columns[k], -matrix.Values[k]);
            if (aggregates[column] >= 0 || size <= coupling || size < weakestAllowed * Math.Max(strongest[row], strongest[column])) continue;
            (partner, coupling) = (column, size);
        }
        return partner;
    }

    private static double[] StrongestCouplings(SymmetricMatrix matrix)
    {
        var strongest = new double[matrix.Size];
        for (var i = 0; i < matrix.Size; i++)
            for (var k = matrix.RowStarts[i]; k < matrix.RowStarts[i + 1]; k++) strongest[i] = Math.Max(strongest[i], -matrix.Values[k]);
        return strongest;
    }

    private static SymmetricMatrix Coarsen(SymmetricMatrix matrix, int[] aggregates, List<int> first, List<int> second)
    {
        var size = first.Count;
        var diagonal = new double[size];
        var starts = new int[size + 1];
        var columns = new List<int>(matrix.Columns.Length / 2);
        var values = new List<double>(matrix.Columns.Length / 2);
        var place = new int[size];
        Array.Fill(place, -1);
        for (var row = 0; row < size; row++)
        {
            starts[row] = columns.Count;
            Gather(first[row]);
            if (second[row] >= 0) Gather(second[row]);

            void Gather(int fine)
            {
                diagonal[row] += matrix.Diagonal[fine];
                for (var k = matrix.RowStarts[fine]; k < matrix.RowStarts[fine + 1]; k++)
                {
                    var column = aggregates[matrix.Columns[k]];
                    if (column == row)
                    {
                        diagonal[row] += matrix.Values[k];
                    }
                    else if (place[column] >= starts[row])
                    {
                        values[place[column]] += matrix.Values[k];
                    }
                    else
                    {
                        place[column] = columns.Count;
                        columns.Add(column);
                        values.Add(matrix.Values[k]);
                    }
                }
            }
        }
        starts[size] = columns.Count;
        return new SymmetricMatrix(diagonal, starts, [.. columns], [.. values]);
    }
}
