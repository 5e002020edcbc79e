namespace NvScanner.Reporting.Runs;

/// <summary>Order statistics of the finite values of a map.</summary>
internal static class Statistics
{
    /// <summary>The median; NaN when nothing is finite.</summary>
    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <summary>The value below which a fraction of the finite values lies, interpolated; NaN when nothing is finite.</summary>
    public static double Percentile(IEnumerable<double> values, double fraction)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        var position = fraction * (sorted.Length - 1);
        var i = (int)position;
        return sorted[i] + (position - i) * (sorted[Math.Min(i + 1, sorted.Length - 1)] - sorted[i]);
    }
}
