namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Joins unknowns of a matrix with negative couplings.</summary>
internal static class Aggregation
{
    private const double WeakestAllowed = 0.05;
    private const double WorthHaving = 0.7;

    /// <summary>
    /// Pairs each unknown with the free one that it is coupled to most strongly; the coarse matrix is the Galerkin one for constants on pairs. Where pairs
    /// get hardly anywhere, as about one unknown that a thousand others hang on, those that find no partner join a neighbour that has one.
    /// </summary>
    public static (int[] Aggregates, SymmetricMatrix Coarse) ByPairs(SymmetricMatrix matrix)
    {
        var careful = ByPairs(matrix, WeakestAllowed, mayJoin: false);
        if (careful.Coarse.Size <= WorthHaving * matrix.Size) return careful;
        var bold = ByPairs(matrix, 0, mayJoin: false);
        return bold.Coarse.Size <= WorthHaving * matrix.Size ? bold : ByPairs(matrix, 0, mayJoin: true);
    }

    private static (int[] Aggregates, SymmetricMatrix Coarse) ByPairs(SymmetricMatrix matrix, double weakestAllowed, bool mayJoin)
    {
        var aggregates = new int[matrix.Size];
        Array.Fill(aggregates, -1);
        var strongest = StrongestCouplings(matrix);
        // members of an aggregate: the last that joined, and from each the one before
        var members = new List<int>(matrix.Size / 2 + 1);
        var before = new int[matrix.Size];
        Array.Fill(before, -1);
        for (var i = 0; i < matrix.Size; i++)
        {
            if (aggregates[i] >= 0) continue;
            var partner = StrongestFree(matrix, i, aggregates, strongest, weakestAllowed);
            if (partner < 0 && mayJoin && StrongestNeighbour(matrix, i) is >= 0 and var host)
            {
                aggregates[i] = aggregates[host];
                (before[i], members[aggregates[i]]) = (members[aggregates[i]], i);
                continue;
            }
            aggregates[i] = members.Count;
            members.Add(i);
            if (partner < 0) continue;
            (aggregates[partner], before[i]) = (aggregates[i], partner);
        }
        return (aggregates, Coarsen(matrix, aggregates, members, before));
    }

    // without a free partner all neighbours of an unknown belong to an aggregate already
    private static int StrongestNeighbour(SymmetricMatrix matrix, int row)
    {
        var strongest = -1;
        for (var k = matrix.RowStarts[row]; k < matrix.RowStarts[row + 1]; k++)
        {
            if (strongest < 0 || matrix.Values[k] < matrix.Values[strongest]) strongest = k;
        }
        return strongest < 0 ? -1 : matrix.Columns[strongest];
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

    private static SymmetricMatrix Coarsen(SymmetricMatrix matrix, int[] aggregates, List<int> members, int[] before)
    {
        var size = members.Count;
        var diagonal = new double[size];
        var starts = new int[size + 1];
        var columns = new List<int>(matrix.Columns.Length / 2);
        var values = new List<double>(matrix.Columns.Length / 2);
        var place = new int[size];
        Array.Fill(place, -1);
        for (var row = 0; row < size; row++)
        {
            starts[row] = columns.Count;
            for (var member = members[row]; member >= 0; member = before[member]) Gather(member);

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
