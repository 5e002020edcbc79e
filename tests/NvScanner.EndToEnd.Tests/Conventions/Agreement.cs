namespace NvScanner.EndToEnd.Tests.Conventions;

/// <summary>How well a map agrees with what is expected, in its own orientation and in every wrong one.</summary>
internal static class Agreement
{
    /// <summary>Fails unless the map follows the expectation, and follows it better than mirrored, turned or negated. NaN of the expectation means: do not look.</summary>
    public static void AssertUpright(int width, int height, Func<int, int, double> expected, Func<int, int, double> found, double atLeast, double margin = 0.15)
    {
        var upright = Correlation(width, height, expected, found);
        Assert.True(upright >= atLeast, FormattableString.Invariant($"correlation {upright:F3} with what is expected"));
        var wrong = new (string Name, Func<int, int, double> Map)[]
        {
            ("mirrored along x", (x, y) => found(width - 1 - x, y)),
            ("mirrored along y", (x, y) => found(x, height - 1 - y)),
            ("turned by 180 degrees", (x, y) => found(width - 1 - x, height - 1 - y)),
            ("transposed", (x, y) => found(Math.Min(width - 1, y * width / height), Math.Min(height - 1, x * height / width))),
        };
        foreach (var (name, map) in wrong)
        {
            var correlation = Correlation(width, height, expected, map);
            Assert.True(correlation < upright - margin, FormattableString.Invariant($"{name} the map would agree as well: {correlation:F3}"));
        }
    }

    private static double Correlation(int width, int height, Func<int, int, double> a, Func<int, int, double> b)
    {
        var pairs = (from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) select (A: a(x, y), B: b(x, y)))
            .Where(p => double.IsFinite(p.A) && double.IsFinite(p.B)).ToArray();
        var (meanA, meanB) = (pairs.Average(p => p.A), pairs.Average(p => p.B));
        var covariance = pairs.Sum(p => (p.A - meanA) * (p.B - meanB));
        return covariance / Math.Sqrt(pairs.Sum(p => Math.Pow(p.A - meanA, 2)) * pairs.Sum(p => Math.Pow(p.B - meanB, 2)));
    }
}
