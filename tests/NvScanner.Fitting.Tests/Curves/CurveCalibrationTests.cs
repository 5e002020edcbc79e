using NvScanner.Fitting.Curves;
using NvScanner.Fitting.Tests.Support;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests.Curves;

/// <summary>Error bars of curves mean what they say and reach the Cramer-Rao bound, computed here by differences of the model's own values.</summary>
public class CurveCalibrationTests(ITestOutputHelper output)
{
    /// <summary>Model, its free parameters, last time, points, shape at the truth.</summary>
    public static TheoryData<string, string[], double, int, double[]> Kinds() => new()
    {
        { "rabi", [], 1e-6, 81, [7e6, 0, 0.8e-6, 1] },
        { "rabi", ["phase", "exponent"], 1e-6, 101, [5e6, 0.4, 0.5e-6, 1.5] },
        { "ramsey", [], 4e-6, 161, [2.5e6, 0, 1.5e-6, 2] },
        { "ramsey-n14", [], 4e-6, 201, [3e6, 0, 2e-6, 2, 2.16e6] },
        { "ramsey-n15", [], 4e-6, 201, [3e6, 0, 2e-6, 2, 3.03e6] },
        { "exponential", [], 10e-3, 41, [2e-3] },
        { "stretched-exponential", [], 300e-6, 81, [60e-6, 1.6] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Pulls_have_unit_width(string name, string[] free, double last, int points, double[] shape) => Check(name, free, last, points, shape, 4000, 0.03);

    [Theory]
    [Trait("tier", "full")]
    [MemberData(nameof(Kinds))]
    public void Pulls_of_many_curves_have_unit_width(string name, string[] free, double last, int points, double[] shape) =>
        Check(name, free, last, points, shape, 40000, 0.03);

    private void Check(string name, string[] free, double last, int points, double[] shape, int curves, double tolerance)
    {
        double[] times = [.. Enumerable.Range(0, points).Select(i => last * i / (points - 1))];
        CurveModel model = CurveModel.Parse(name);
        double[] truth = [20000, -0.15 * 20000, .. shape];
        if (free.Contains("phase"))
            truth[1] = -truth[1];
        double[] means = new double[points];
        model.Evaluate(truth, times, means);
        CounterNoise noise = new(20261122);
        uint[] counts = [.. Enumerable.Range(0, curves).SelectMany(_ => Some.Counts(means, noise))];
        CurveFitResults results = new(curves, model);
        new CurveFitter(times, new CurveFitOptions { Model = model, Free = free }).Fit(counts, curves, results);

        int count = truth.Length;
        int[] fitted = [.. Enumerable.Range(0, count).Where(a => model.Parameters[a].HeldAt is null || free.Contains(model.Parameters[a].Name))];
        double[] bounds = Bounds(model, truth, fitted, times, means);
        Assert.All(Enumerable.Range(0, curves), curve => Assert.True(results.IsConverged(curve), $"curve {curve}: {results.Reasons[curve]}"));
        for (int i = 0; i < fitted.Length; i++)
        {
            int a = fitted[i];
            Pulls pulls = new(), spread = new();
            for (int curve = 0; curve < curves; curve++)
            {
                pulls.Add(results.Values[curve * count + a], truth[a], results.Stds[curve * count + a]);
                spread.Add(results.Values[curve * count + a], truth[a], bounds[i]);
            }
            output.WriteLine($"{name} {model.Parameters[a].Name}: pulls {pulls.Mean:F3} +- {pulls.Width:F3}, spread {spread.Width:F3} bounds, bound {bounds[i] / Math.Abs(truth[a]):E1}");
            Assert.InRange(pulls.Width, 1 - tolerance - 1 / Math.Sqrt(curves), 1 + tolerance + 1 / Math.Sqrt(curves));
            Assert.InRange(spread.Width, 1 - tolerance - 1 / Math.Sqrt(curves), 1 + tolerance + 1 / Math.Sqrt(curves));
            Assert.InRange(spread.Mean, -0.05 - 3 / Math.Sqrt(curves), 0.05 + 3 / Math.Sqrt(curves));
        }
    }

    // Square roots of the diagonal of the inverse Fisher information, by central differences and Gauss-Jordan elimination.
    private static double[] Bounds(CurveModel model, double[] truth, int[] fitted, double[] times, double[] means)
    {
        int n = fitted.Length;
        double[][] slopes = new double[n][];
        for (int i = 0; i < n; i++)
        {
            double[] above = [.. truth], below = [.. truth], high = new double[times.Length], low = new double[times.Length];
            double step = 1e-5 * Math.Max(Math.Abs(truth[fitted[i]]), 1e-12);
            above[fitted[i]] += step;
            below[fitted[i]] -= step;
            model.Evaluate(above, times, high);
            model.Evaluate(below, times, low);
            slopes[i] = [.. high.Zip(low, (h, l) => (h - l) / (2 * step))];
        }
        double[,] matrix = new double[n, 2 * n];
        for (int i = 0; i < n; i++)
        {
            matrix[i, n + i] = 1;
            for (int j = 0; j < n; j++)
                for (int k = 0; k < times.Length; k++)
                    matrix[i, j] += slopes[i][k] * slopes[j][k] / means[k] * Scale(truth, fitted, i) * Scale(truth, fitted, j);
        }
        for (int pivot = 0; pivot < n; pivot++)
            for (int row = 0; row < n; row++)
            {
                double factor = row == pivot ? (matrix[pivot, pivot] - 1) / matrix[pivot, pivot] : matrix[row, pivot] / matrix[pivot, pivot];
                for (int column = 0; column < 2 * n; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
            }
        return [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(matrix[i, n + i]) * Scale(truth, fitted, i))];
    }

    private static double Scale(double[] truth, int[] fitted, int i) => Math.Abs(truth[fitted[i]]);
}
