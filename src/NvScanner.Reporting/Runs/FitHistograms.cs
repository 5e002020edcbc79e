using NvScanner.Reporting.Figures;

namespace NvScanner.Reporting.Runs;

/// <summary>Histograms that tell whether error bars and model are right.</summary>
internal static class FitHistograms
{
    private const double PullReach = 5;

    /// <summary>Reduced chi-square against its distribution for so many degrees of freedom (0 = unknown), and pulls against the normal one.</summary>
    public static IReadOnlyList<HistogramFigure> Of(RunHealth health, int degreesOfFreedom)
    {
        var high = Math.Max(2, Math.Ceiling(10 * 1.15 * Statistics.Percentile(health.ChiSquares, 0.99)) / 10);
        if (double.IsNaN(high))
            return [];
        var bins = Math.Clamp((int)Math.Sqrt(health.ChiSquares.Length) * 2, 16, 60);
        var figures = new List<HistogramFigure>
        {
            new("Reduced chi-square", "reduced chi-square", health.ChiSquares, 0, high, bins, degreesOfFreedom > 0 ? ChiSquareDensity(degreesOfFreedom) : null),
        };
        if (health.Pulls.Length > 0)
        {
            figures.Add(new("Pulls against the truth", "(fitted − true field) / σ", health.Pulls, -PullReach, PullReach, 40,
                x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)));
        }

        return figures;
    }

    /// <summary>Density of x = chi-square / k: proportional to x^(k/2 - 1) exp(-k x / 2), normalised by the trapezoidal rule.</summary>
    private static Func<double, double> ChiSquareDensity(int degreesOfFreedom)
    {
        var half = degreesOfFreedom / 2.0;
        double Shape(double x) => x <= 0 ? 0 : Math.Exp((half - 1) * Math.Log(x) - half * (x - 1));
        const int steps = 20_000;
        var reach = 1 + 20 / Math.Sqrt(half) + 20 / half;
        var sum = 0.0;
        for (var i = 1; i <= steps; i++)
            sum += Shape(i * reach / steps);
        var norm = sum * reach / steps;
        return x => Shape(x) / norm;
    }
}
