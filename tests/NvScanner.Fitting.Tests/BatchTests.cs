using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests;

/// <summary>A batch is no more than its spectra, and costs no memory.</summary>
public class BatchTests
{
    private const int Spectra = 53; // no multiple of any number of lanes
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);

    [Theory]
    [InlineData("lorentzian1")]
    [InlineData("lorentzian2")]
    [InlineData("gaussian3")]
    [InlineData("voigt2")]
    [InlineData("n14-triplet2")]
    [InlineData("auto")]
    public void Results_do_not_depend_on_the_company(string model)
    {
        uint[] counts = MixedBatch();
        FitResults together = Fit(model, counts, Enumerable.Range(0, Spectra).ToArray());
        int[] order = [.. Enumerable.Range(0, Spectra).Select(i => i * 20 % Spectra)];
        FitResults shuffled = Fit(model, counts, order);
        for (int i = 0; i < Spectra; i++)
            AssertSameBits(together, order[i], shuffled, i);
        FitResults alone = Fit(model, counts, [17]);
        AssertSameBits(together, 17, alone, 0);
    }

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("n15-doublet2")]
    [InlineData("gaussian4")]
    [InlineData("auto")]
    public void Fitting_counts_allocates_nothing_after_the_first_call(string model)
    {
        uint[] counts = MixedBatch();
        SpectrumFitter fitter = new(Grid, new FitOptions { Model = FitModel.Parse(model) });
        FitResults results = new(Spectra, fitter.MaximumLines);
        fitter.Fit(counts, Spectra, results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fitter.Fit(counts, Spectra, results);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(FitStatistics.Weighted)]
    [InlineData(FitStatistics.Unweighted)]
    public void Fitting_values_allocates_nothing_after_the_first_call(FitStatistics statistics)
    {
        double[] values = Array.ConvertAll(MixedBatch(), count => (double)count);
        double[] sigmas = statistics == FitStatistics.Weighted ? Array.ConvertAll(values, value => Math.Sqrt(Math.Max(value, 1))) : [];
        SpectrumFitter fitter = new(Grid, new FitOptions { Statistics = statistics });
        FitResults results = new(Spectra, fitter.MaximumLines);
        fitter.Fit(values, sigmas, Spectra, results);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fitter.Fit(values, sigmas, Spectra, results);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("lorentzian2", 1)]
    [InlineData("lorentzian2", 2)]
    [InlineData("lorentzian2", 5)]
    [InlineData("auto", 3)]
    public void Results_do_not_depend_on_the_number_of_threads(string model, int threads)
    {
        const int copies = 9;
        uint[] counts = [.. Enumerable.Repeat(MixedBatch(), copies).SelectMany(batch => batch)];
        FitOptions options = new() { Model = FitModel.Parse(model) };
        SpectrumFitter alone = new(Grid, options);
        FitResults expected = new(copies * Spectra, alone.MaximumLines), shared = new(copies * Spectra, alone.MaximumLines);
        alone.Fit(counts, copies * Spectra, expected);
        new ParallelFitter(Grid, options, threads).Fit(counts, copies * Spectra, shared);
        for (int spectrum = 0; spectrum < copies * Spectra; spectrum++)
            AssertSameBits(expected, spectrum, shared, spectrum);
    }

    [Fact]
    public void Threads_share_values_with_their_sigmas_too()
    {
        double[] values = Array.ConvertAll(MixedBatch(), count => (double)count);
        double[] sigmas = Array.ConvertAll(values, value => Math.Sqrt(Math.Max(value, 1)));
        FitOptions options = new() { Model = FitModel.Parse("lorentzian2"), Statistics = FitStatistics.Weighted };
        FitResults expected = new(Spectra, 2), shared = new(Spectra, 2);
        new SpectrumFitter(Grid, options).Fit(values, sigmas, Spectra, expected);
        new ParallelFitter(Grid, options, threads: 2).Fit(values, sigmas, Spectra, shared);
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
            AssertSameBits(expected, spectrum, shared, spectrum);
    }

    [Fact]
    public void Threads_refuse_what_one_fitter_refuses() =>
        Assert.Throws<ArgumentException>(() => new ParallelFitter(Grid, new FitOptions(), threads: 2).Fit(new uint[Grid.Length + 1], 1, new FitResults(1, 8)));

    [Theory]
    [InlineData("lorentzian2")]
    [InlineData("auto")]
    public void Grids_of_many_small_windows_break_nothing(string model)
    {
        // 30 windows of 6 points each: sums of neighbours would leave no room for templates
        double[] grid = [.. Enumerable.Range(0, 180).Select(i => 2.8e9 + 0.1e6 * (i % 6) + 4e6 * (i / 6))];
        double[] means = Some.Lorentzians(grid, 1e4, new Some.Line(2.83e9, 9e6, 0.2), new Some.Line(2.88e9, 9e6, 0.2));
        Assert.Null(Record.Exception(() => Some.Fit(grid, Some.Counts(means, new CounterNoise(3)), model)));
    }

    [Fact]
    public void An_empty_batch_is_nothing_to_do() =>
        new SpectrumFitter(Grid, new FitOptions()).Fit(ReadOnlySpan<uint>.Empty, 0, new FitResults(1, 8));

    // Good spectra among bad ones: without dip, dark, merged, noisy, and with lines of two points.
    private static uint[] MixedBatch()
    {
        CounterNoise noise = new(7);
        uint[] counts = new uint[Spectra * Grid.Length];
        for (int spectrum = 0; spectrum < Spectra; spectrum++)
        {
            double separation = spectrum % 5 == 3 ? 4e6 : 30e6 + 1e6 * spectrum;
            double contrast = spectrum % 7 == 2 ? 0 : 0.15, baseline = spectrum % 11 == 5 ? 0.01 : 300 + 100 * spectrum;
            double width = spectrum % 6 == 1 ? 1.7e6 : 6e6;
            double[] means = Some.Lorentzians(Grid, baseline,
                new Some.Line(2.87e9 - separation / 2, width, contrast), new Some.Line(2.87e9 + separation / 2, width + 1e6, contrast));
            Some.Counts(means, noise).CopyTo(counts, spectrum * Grid.Length);
        }
        return counts;
    }

    private static FitResults Fit(string model, uint[] counts, int[] order)
    {
        uint[] ordered = [.. order.SelectMany(spectrum => counts.Skip(spectrum * Grid.Length).Take(Grid.Length))];
        SpectrumFitter fitter = new(Grid, new FitOptions { Model = FitModel.Parse(model) });
        FitResults results = new(order.Length, fitter.MaximumLines);
        fitter.Fit(ordered, order.Length, results);
        return results;
    }

    private static void AssertSameBits(FitResults left, int leftIndex, FitResults right, int rightIndex)
    {
        Assert.Equal(left.Reasons[leftIndex], right.Reasons[rightIndex]);
        Assert.Same(left.Models[leftIndex], right.Models[rightIndex]);
        Assert.Equal(left.LineCounts[leftIndex], right.LineCounts[rightIndex]);
        foreach (Func<FitResults, double[]> perSpectrum in new Func<FitResults, double[]>[]
            { r => r.Baselines, r => r.BaselineStds, r => r.Chi2Reduced, r => r.CentreCovariancesHz2, r => r.Mixings })
            Assert.Equal(Bits(perSpectrum(left)[leftIndex]), Bits(perSpectrum(right)[rightIndex]));
        for (int line = 0; line < left.Lines; line++)
            foreach (Func<FitResults, double[]> perLine in new Func<FitResults, double[]>[]
                { r => r.CentresHz, r => r.CentreStdsHz, r => r.Contrasts, r => r.ContrastStds, r => r.FwhmsHz, r => r.FwhmStdsHz })
                Assert.Equal(Bits(perLine(left)[leftIndex * left.Lines + line]), Bits(perLine(right)[rightIndex * right.Lines + line]));
    }

    private static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);
}
