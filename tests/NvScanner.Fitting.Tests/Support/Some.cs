namespace NvScanner.Fitting.Tests.Support;

/// <summary>Spectra with known truth.</summary>
internal static class Some
{
    /// <summary>Evenly spaced frequencies in Hz.</summary>
    public static double[] Grid(double firstHz, double lastHz, int points)
    {
        double[] grid = new double[points];
        for (int i = 0; i < points; i++)
            grid[i] = firstHz + (lastHz - firstHz) * i / (points - 1);
        return grid;
    }

    /// <summary>A line by centre, width and summed depth.</summary>
    public readonly record struct Line(double CentreHz, double FwhmHz, double Contrast);

    /// <summary>Expected values baseline (1 - sum of contrast P), written out here once more, independent of the fitter.</summary>
    public static double[] Spectrum(double[] grid, double baseline, double[] offsetsHz, Func<double, double> profile, params Line[] lines)
    {
        double[] values = new double[grid.Length];
        for (int i = 0; i < grid.Length; i++)
        {
            double loss = 0;
            foreach (Line line in lines)
                foreach (double offset in offsetsHz)
                    loss += line.Contrast / offsetsHz.Length * profile(2 * (grid[i] - line.CentreHz - offset) / line.FwhmHz);
            values[i] = baseline * (1 - loss);
        }
        return values;
    }

    public static double[] Lorentzians(double[] grid, double baseline, params Line[] lines) => Spectrum(grid, baseline, [0], Lorentzian, lines);

    public static double Lorentzian(double u) => 1 / (1 + u * u);

    public static double Gaussian(double u) => Math.Exp(-Math.Log(2) * u * u);

    public static uint[] Counts(double[] means, CounterNoise noise) => Array.ConvertAll(means, noise.Poisson);

    /// <summary>Fits one spectrum of counts.</summary>
    public static FitResults Fit(double[] grid, uint[] counts, string model = "auto", FitOptions? options = null)
    {
        SpectrumFitter fitter = new(grid, (options ?? new FitOptions()) with { Model = FitModel.Parse(model) });
        FitResults results = new(1, fitter.MaximumLines);
        fitter.Fit(counts, 1, results);
        return results;
    }

    /// <summary>Fits one spectrum of values without errors.</summary>
    public static FitResults Fit(double[] grid, double[] values, string model = "auto")
    {
        SpectrumFitter fitter = new(grid, new FitOptions { Model = FitModel.Parse(model), Statistics = FitStatistics.Unweighted });
        FitResults results = new(1, fitter.MaximumLines);
        fitter.Fit(values, [], 1, results);
        return results;
    }
}
