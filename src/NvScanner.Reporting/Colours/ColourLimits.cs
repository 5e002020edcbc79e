namespace NvScanner.Reporting.Colours;

/// <summary>The values that the two ends of a colour map stand for.</summary>
/// <param name="Low">Value of the first entry.</param>
/// <param name="High">Value of the last entry, above <paramref name="Low"/>.</param>
public readonly record struct ColourLimits(double Low, double High)
{
    /// <summary>Outliers are cut off when the whole range is wider than this many times that of the central 98 %.</summary>
    private const double OutlierRatio = 1.6;

    /// <summary>Place of a value in the range, 0 at <see cref="Low"/> and 1 at <see cref="High"/>; NaN stays NaN.</summary>
    public double Fraction(double value) => (value - Low) / (High - Low);

    /// <summary>The range of the finite values, or that of their central 98 % when outliers would hide the rest.</summary>
    public static ColourLimits Of(ReadOnlySpan<double> values)
    {
        var sorted = SortedFinite(values);
        if (sorted.Length == 0)
            return new(0, 1);
        var (low, high) = (Percentile(sorted, 0.01), Percentile(sorted, 0.99));
        if (sorted[^1] - sorted[0] <= OutlierRatio * (high - low) || high == low)
            (low, high) = (sorted[0], sorted[^1]);
        return Widened(low, high);
    }

    /// <summary>Limits of equal magnitude on both sides of a centre, from the finite values as in <see cref="Of"/>.</summary>
    public static ColourLimits Symmetric(ReadOnlySpan<double> values, double centre)
    {
        var distances = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            distances[i] = Math.Abs(values[i] - centre);
        var sorted = SortedFinite(distances);
        if (sorted.Length == 0)
            return new(centre - 1, centre + 1);
        var reach = Percentile(sorted, 0.98);
        if (sorted[^1] <= OutlierRatio * reach || reach == 0)
            reach = sorted[^1];
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
