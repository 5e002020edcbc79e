namespace NvScanner.Reporting.Runs;

/// <summary>A pixel whose spectrum is worth showing.</summary>
/// <param name="Pixel">Index y * PixelsX + x.</param>
/// <param name="Why">What makes it worth it, for example "median quality".</param>
public sealed record SpectrumPick(int Pixel, string Why)
{
    /// <summary>The pixels of median quality, of the largest field (from its centre) and of the worst chi-square, each once; the first index wins ties.</summary>
    public static IReadOnlyList<SpectrumPick> Choose(double[] field, double centre, double[] chiSquares)
    {
        var fitted = Enumerable.Range(0, field.Length).Where(i => double.IsFinite(field[i]) && double.IsFinite(chiSquares[i])).ToArray();
        if (fitted.Length == 0)
            return [];
        var median = Statistics.Median(fitted.Select(i => chiSquares[i]));
        return
        [
            .. new[]
            {
                new SpectrumPick(fitted.MinBy(i => Math.Abs(chiSquares[i] - median)), "median quality"),
                new SpectrumPick(fitted.MaxBy(i => Math.Abs(field[i] - centre)), "largest field"),
                new SpectrumPick(fitted.MaxBy(i => chiSquares[i]), "worst chi-square"),
            }.DistinctBy(pick => pick.Pixel),
        ];
    }
}
