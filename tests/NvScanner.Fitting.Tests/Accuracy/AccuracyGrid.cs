namespace NvScanner.Fitting.Tests.Accuracy;

/// <summary>The kinds of spectra that the fitter's accuracy is measured on.</summary>
internal static class AccuracyGrid
{
    public static AccuracyPoint[] Points { get; } = Build();

    private static AccuracyPoint[] Build()
    {
        List<AccuracyPoint> points = [];

        void Add(string model, double counts, double contrast, double fwhm, double splitting, double step, bool quick = false) =>
            points.Add(new(points.Count + 1, model, counts, contrast, fwhm * 1e6, splitting * 1e6, step * 1e6, quick));

        // light and depth
        foreach (double counts in (double[])[20, 100, 1000, 1e4, 1e5, 1e6])
            foreach (double contrast in (double[])[0.02, 0.1, 0.3])
                Add("lorentzian2", counts, contrast, 6, 40, 1, quick: (counts, contrast) is (1e5, 0.1));
        // width, one window per line
        foreach (double fwhm in (double[])[0.5, 1, 2, 12])
        {
            Add("lorentzian2", 3e3, 0.2, fwhm, 200, fwhm / 6);
            Add("lorentzian2", 1e5, 0.05, fwhm, 200, fwhm / 6, quick: fwhm == 0.5);
        }
        // distance of the lines
        foreach (double splitting in (double[])[0, 2, 3, 4.5, 6, 7, 9, 12, 24])
            Add("lorentzian2", 2e4, 0.15, 6, splitting, 1, quick: splitting == 6);
        foreach (double splitting in (double[])[0, 2, 4.5, 6, 9])
            Add("lorentzian2", 1e6, 0.15, 6, splitting, 1);
        // step, in widths
        foreach (double step in (double[])[0.333, 0.5, 0.7, 1])
            Add("lorentzian2", 1e5, 0.15, 3, 60, 3 * step);
        // fine grids of few counts
        Add("lorentzian1", 20, 0.3, 12, 0, 0.036, quick: true);
        Add("lorentzian2", 20, 0.3, 6, 40, 0.015);
        Add("lorentzian2", 100, 0.3, 6, 8, 0.06);
        // other shapes
        Add("lorentzian1", 1e3, 0.1, 6, 0, 1);
        Add("lorentzian1", 1e5, 0.02, 1, 0, 0.2);
        Add("gaussian1", 1e4, 0.1, 6, 0, 1);
        Add("gaussian2", 1e4, 0.1, 6, 40, 1, quick: true);
        Add("gaussian2", 1e5, 0.05, 6, 8, 1);
        Add("n14-triplet2", 1e3, 0.3, 2, 60, 0.5);
        Add("n14-triplet2", 1e4, 0.3, 1, 60, 0.3, quick: true);
        Add("n14-triplet2", 1e5, 0.1, 2, 12, 0.5);
        Add("n14-triplet2", 1e6, 0.02, 6, 200, 1);
        Add("n14-triplet2", 1e5, 0.1, 2, 2.5, 0.5);
        Add("n15-doublet2", 1e4, 0.2, 2, 60, 0.5);
        Add("n15-doublet2", 1e5, 0.05, 6, 40, 1);
        return [.. points];
    }
}
