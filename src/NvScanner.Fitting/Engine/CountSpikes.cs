namespace NvScanner.Fitting.Engine;

/// <summary>
/// Finds single points that fell out of line in summed counts (lost counts, cosmic spikes): too far from their four nearest neighbours,
/// which agree with each other, to be a part of any spectrum.
/// </summary>
internal static class CountSpikes
{
    /// <summary>Distance from the neighbours' mean in standard deviations of the difference.</summary>
    private const double Sigmas = 8;

    /// <summary>Largest difference among the neighbours, as a fraction of that distance.</summary>
    private const double SpreadOfDistance = 0.5;

    /// <summary>No line of an NV centre is deeper than this fraction of the light, so a point below it is no narrow line.</summary>
    private const double DeepestOfMean = 0.5;

    /// <summary>The highest level that two neighbouring points reach: off resonance, and untouched by single spikes.</summary>
    public static double Level(ReadOnlySpan<uint> counts)
    {
        uint level = 0;
        for (int i = 1; i < counts.Length; i++)
            level = Math.Max(level, Math.Min(counts[i - 1], counts[i]));
        return level;
    }

    /// <summary>
    /// True where point i of the counts is a spike; `neighbours` is what it should have been. Upwards, a spike rises above the `level` of the
    /// spectrum: between two narrow lines a single point stands out as well.
    /// </summary>
    public static bool IsSpike(ReadOnlySpan<uint> counts, int i, double level, out double neighbours)
    {
        int first = Math.Clamp(i - 2, 0, Math.Max(counts.Length - 5, 0)), last = Math.Min(first + 4, counts.Length - 1);
        double sum = 0, smallest = double.PositiveInfinity, largest = 0;
        for (int j = first; j <= last; j++)
            if (j != i)
            {
                sum += counts[j];
                smallest = Math.Min(smallest, counts[j]);
                largest = Math.Max(largest, counts[j]);
            }
        int used = last - first;
        neighbours = sum / used;
        double distance = Math.Abs(counts[i] - neighbours);
        return distance > Sigmas * Math.Sqrt((neighbours + 1) * (1 + 1.0 / used)) && largest - smallest < SpreadOfDistance * distance
            && (counts[i] > level || counts[i] < DeepestOfMean * neighbours);
    }
}
