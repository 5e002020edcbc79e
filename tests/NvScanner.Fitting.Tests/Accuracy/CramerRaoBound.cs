using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>
/// What no unbiased fit can beat: the inverse of I_ab = sum (d_a mu)(d_b mu)/mu over baseline, centres, widths and depths, with numerical
/// derivatives of the test's own model.
/// </summary>
internal static class CramerRaoBound
{
    private const double Step = 1e-4; // relative; errors of the derivatives are its square
    private const int PerLine = 3;

    /// <summary>Bounds in Hz on the standard deviations of each centre and, for a pair, of their distance; NaN where the spectrum does not determine them.</summary>
    public static double[] Of(AccuracyPoint point)
    {
        double[] grid = point.FrequenciesHz, means = point.Means(grid, point.Counts, point.Lines);
        int parameters = 1 + PerLine * point.LineCount;
        double[][] slopes = [.. Enumerable.Range(0, parameters).Select(parameter => Slopes(point, grid, parameter))];
        double[,] information = new double[parameters, parameters];
        for (int a = 0; a < parameters; a++)
            for (int b = 0; b < parameters; b++)
                for (int i = 0; i < grid.Length; i++)
                    information[a, b] += slopes[a][i] * slopes[b][i] / means[i];

        double[,]? covariance = Inverse(information);
        double Covariance(int line, int other) => covariance?[1 + PerLine * line, 1 + PerLine * other] ?? double.NaN;
        double[] widths = point.LineCount == 1
            ? [Covariance(0, 0)]
            : [Covariance(0, 0), Covariance(1, 1), Covariance(0, 0) + Covariance(1, 1) - 2 * Covariance(0, 1)];
        return Array.ConvertAll(widths, variance => point.FwhmHz * Math.Sqrt(variance));
    }

    // by ln baseline, then for each line by centre in widths, ln width and ln depth
    private static double[] Slopes(AccuracyPoint point, double[] grid, int parameter)
    {
        double[] Moved(double by)
        {
            double counts = point.Counts;
            Some.Line[] lines = point.Lines;
            if (parameter == 0)
            {
                counts *= 1 + by;
            }
            else
            {
                int at = (parameter - 1) / PerLine;
                Some.Line line = lines[at];
                lines[at] = ((parameter - 1) % PerLine) switch
                {
                    0 => line with { CentreHz = line.CentreHz + by * line.FwhmHz },
                    1 => line with { FwhmHz = line.FwhmHz * (1 + by) },
                    _ => line with { Contrast = line.Contrast * (1 + by) },
                };
            }
            return point.Means(grid, counts, lines);
        }

        double[] after = Moved(Step), before = Moved(-Step);
        return [.. after.Zip(before, (a, b) => (a - b) / (2 * Step))];
    }

    // Gauss and Jordan without exchange, which positive definite matrices do not need; null where singular
    private static double[,]? Inverse(double[,] matrix)
    {
        int count = matrix.GetLength(0);
        double[] diagonal = [.. Enumerable.Range(0, count).Select(i => matrix[i, i])];
        for (int pivot = 0; pivot < count; pivot++)
        {
            double divisor = matrix[pivot, pivot];
            if (divisor < 1e-9 * diagonal[pivot])
                return null;
            matrix[pivot, pivot] = 1;
            for (int column = 0; column < count; column++)
                matrix[pivot, column] /= divisor;
            for (int row = 0; row < count; row++)
            {
                if (row == pivot)
                    continue;
                double factor = matrix[row, pivot];
                matrix[row, pivot] = 0;
                for (int column = 0; column < count; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
            }
        }
        return matrix;
    }
}
