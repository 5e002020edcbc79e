using NvScanner.Fitting.Curves;
using NvScanner.Fitting.Sweeps;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Documentation;

/// <summary>The code of the documentation compiles and runs: every block of it stands in this folder word for word.</summary>
public class ExampleTests
{
    [Theory]
    [InlineData("docs/explanation/fitting.md")]
    [InlineData("docs/how-to/add-a-fit-model.md")]
    public void Every_block_of_code_stands_in_a_test(string page)
    {
        string[] sources = [.. Directory.GetFiles(Repository.PathOf("tests/NvScanner.Fitting.Tests/Documentation"), "*.cs").Select(path => Squeeze(File.ReadAllText(path)))];
        string[] blocks = [.. File.ReadAllText(Repository.PathOf(page)).Split("```csharp\n").Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.True(Array.Exists(sources, source => source.Contains(Squeeze(block), StringComparison.Ordinal)), block));
    }

    [Fact]
    public void Spectra_are_fitted()
    {
        double[] frequenciesHz = Some.Grid(2.82e9, 2.92e9, 201);
        double[] means = Some.Spectrum(frequenciesHz, 20000, [-2.16e6, 0, 2.16e6], Some.Lorentzian, new(2.85e9, 2e6, 0.2), new(2.89e9, 2e6, 0.2));
        CounterNoise noise = new(1);
        uint[] counts = [.. Enumerable.Range(0, 256).SelectMany(_ => Some.Counts(means, noise))];

        SpectrumFitter fitter = new(frequenciesHz, new FitOptions { Model = FitModel.Parse("n14-triplet2") });
        FitResults results = new(capacity: 256, fitter.MaximumLines);
        fitter.Fit(counts, spectra: 256, results);      // row-major [spectrum, frequency]; allocates nothing after the first call

        Assert.All(results.Reasons, reason => Assert.Equal(FitReason.Ok, reason));
        AxialField(results);
    }

    [Fact]
    public void Curves_are_fitted()
    {
        double[] timesSeconds = [.. Enumerable.Range(0, 161).Select(i => 25e-9 * i)], means = new double[161];
        CurveModel.Parse("ramsey-n14").Evaluate([20000, -3000, 3e6, 0, 2e-6, 2, 2.16e6], timesSeconds, means);
        uint[] counts = Some.Counts(means, new CounterNoise(1));

        CurveModel model = CurveModel.Parse("ramsey-n14");
        CurveFitter fitter = new(timesSeconds, new CurveFitOptions { Model = model, Free = ["exponent"] });
        CurveFitResults results = new(capacity: 1, model);
        fitter.Fit(counts, curves: 1, results);         // row-major [curve, time]
        (double detuningHz, double stdHz) = results[0, "detuning"];

        Assert.Equal(3e6, detuningHz, 5 * stdHz);
    }

    [Fact]
    public void Sweeps_are_fitted()
    {
        double[] frequenciesHz = Some.Grid(2.82e9, 2.92e9, 101);
        double[] means = Some.Lorentzians(frequenciesHz, 800, new(2.85e9, 6e6, 0.2), new(2.89e9, 6e6, 0.2));
        CounterNoise noise = new(1);
        uint[] counts = [.. Enumerable.Range(0, 8).SelectMany(_ => Some.Counts(means, noise))];
        counts.AsSpan(250, 30).Clear();

        SweepFitter fitter = new(frequenciesHz, new FitOptions { Model = FitModel.Parse("lorentzian2") }, new SweepScreening());
        FitResults results = new(capacity: 1, fitter.MaximumLines);
        bool[] outliers = new bool[8];
        fitter.Fit(counts, spectra: 1, sweeps: 8, results, outliers);   // row-major [spectrum, sweep, frequency]

        Assert.Equal((FitReason.OutlierSweeps, 1), (results.Reasons[0], results.LeftOut[0]));
    }

    private static void AxialField(FitResults results)
    {
        Physics.AxialField field = FittedFields.OfPair(results, spectrum: 0);
        (double fieldTesla, double stdTesla) = (field.ParallelTesla, Math.Sqrt(field.ParallelVariance));

        Assert.Equal(20e6 / 28.0249514e9, fieldTesla, 5 * stdTesla);
    }

    private static string Squeeze(string code) => string.Join(' ', code.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
