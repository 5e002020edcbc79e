namespace NvScanner.Fitting.Engine;

/// <summary>Says of raw counts whether there is anything to fit.</summary>
internal static class CountScreening
{
    /// <summary>Fewer photons than this per parameter cannot carry an error bar.</summary>
    public const double FewestCountsPerParameter = 10;

    /// <summary>Saturated, too few, or all the same; `Ok` for counts that can be fitted.</summary>
    public static FitReason Refusal(ReadOnlySpan<uint> counts, uint saturation, int parameters)
    {
        ulong sum = 0;
        uint largest = 0;
        foreach (uint count in counts)
        {
            sum += count;
            largest = Math.Max(largest, count);
        }
        if (largest >= saturation)
            return FitReason.Saturated;
        if (sum < FewestCountsPerParameter * parameters)
            return FitReason.TooFewCounts;
        return counts.IndexOfAnyExcept(counts[0]) < 0 ? FitReason.NoDip : FitReason.Ok;
    }
}
