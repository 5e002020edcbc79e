using NvScanner.Abstractions.Runs;

namespace NvScanner.Reporting.Runs;

/// <summary>A pixel whose spectrum is worth showing.</summary>
/// <param name="Pixel">Index y * PixelsX + x.</param>
/// <param name="Why">What makes it worth it, for example "median quality".</param>
public sealed record SpectrumPick(int Pixel, string Why)
{
    /// <summary>
    /// Different pixels of median quality, of the largest field (from its centre, reason ok) and of the worst chi-square; the first index wins ties,
    /// fewer than three pixels give fewer picks. All arrays are row-major over one frame.
    /// </summary>
    public static IReadOnlyList<SpectrumPick> Choose(double[] field, double centre, double[] chiSquares, double[] reasons)
    {
        var left = Enumerable.Range(0, field.Length).Where(i => double.IsFinite(field[i]) && double.IsFinite(chiSquares[i])).ToList();
        var median = Statistics.Median(left.Select(i => chiSquares[i]));
        var picks = new List<SpectrumPick>();
        Take("median quality", i => -Math.Abs(chiSquares[i] - median));
        Take("largest field", i => reasons[i] == (double)PixelReason.Ok ? Math.Abs(field[i] - centre) : -1);
        Take("worst chi-square", i => chiSquares[i]);
        return picks;

        void Take(string why, Func<int, double> merit)
        {
            if (left.Count == 0)
                return;
            picks.Add(new(left.MaxBy(merit), why));
            left.Remove(picks[^1].Pixel);
        }
    }
}
