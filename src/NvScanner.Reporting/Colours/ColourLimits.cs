namespace NvScanner.Reporting.Colours;

/// <summary>The values that the two ends of a colour map stand for.</summary>
/// <param name="Low">Value of the first entry.</param>
/// <param name="High">Value of the last entry, above <paramref name="Low"/>.</param>
public readonly record struct ColourLimits(double Low, double High)
{
    /// <summary>Outliers are values farther from the central 98 % than this part of its width.</summary>
    private const double Fence = 0.75;

    /// <summary>Place of a value in the range, 0 at <see cref="Low"/> and 1 at <see cref="High"/>; NaN stays NaN.</summary>
    public double Fraction(double value) => (value - Low) / (High - Low);

    /// <summary>The range of the finite values without outliers, which would hide the rest.</summary>
    public static ColourLimits Of(ReadOnlySpan<double> values)
    {
        var sorted = SortedFinite(values);
        if (sorted.Length == 0)
            return new(0, 1);
        var (low, high) = (Percentile(sorted, 0.01), Percentile(sorted, 0.99));
        if (high == low)
            return Widened(sorted[0], sorted[^1]);
        var fence = Fence * (high - low);
        return Widened(sorted.First(v => v >= low - fence), sorted.Last(v => v <= high + fence));
    }

    /// <summary>Limits of equal magnitude on both sides of a centre that hold the finite values without outliers.</summary>
    public static ColourLimits Symmetric(ReadOnlySpan<double> values, double centre)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            distances[i] = Math.Abs(values[i] - centre);
        var sorted = SortedFinite(distances);
        if (sorted.Length == 0)
            return new(centre - 1, centre + 1);
        var usual = Percentile(sorted, 0.98);
        var reach = usual == 0 ? sorted[^1] : sorted.Last(d => d <= (1 + Fence) * usual);
        if (reach <= 1e-12 * Math.Abs(centre))
            reach = centre == 0 ? 1 : 0.01 * Math.Abs(centre);
        return new(centre - reach, centre + reach);
    }

    private static ColourLimits Widened(double low, double high)
    {
        if (high - low > 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
            return new(low, high);
        var margin = low == 0 ? 0.5 : 0.005 * Math.Abs(low);
        return new(low - margin, high + margin);
    }

    private static double[] SortedFinite(ReadOnlySpan<double> values)
    {
        var finite = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
                finite.Add(value);
        }

        finite.Sort();
        return [.. finite];
    }

    private static double Percentile(double[] sorted, double fraction)
    {
        var position = fraction * (sorted.Length - 1);
        var i = Math.Min((int)position, sorted.Length - 1);
        var next = Math.Min(i + 1, sorted.Length - 1);
        return sorted[i] + (position - i) * (sorted[next] - sorted[i]);
    }
}
