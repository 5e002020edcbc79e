using FsCheck;
using FsCheck.Fluent;
using NvScanner.Fitting.Tests.Support;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests;

/// <summary>Whatever is handed in, a spectrum gets a reason, or the whole batch an argument error that names the place.</summary>
public class BadInputTests(ITestOutputHelper output)
{
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 101);
    private static readonly double[] Good = Some.Lorentzians(Grid, 5000, new(2.85e9, 6e6, 0.15), new(2.89e9, 7e6, 0.12));

    public static TheoryData<string, FitStatistics, FitReason[]> Table() => new()
    {
        { "all missing", FitStatistics.Weighted, [FitReason.NotMeasured] },
        { "all missing", FitStatistics.Unweighted, [FitReason.NotMeasured] },
        { "one missing", FitStatistics.Weighted, [FitReason.Ok] },
        { "one missing", FitStatistics.Unweighted, [FitReason.Ok] },
        { "one infinite", FitStatistics.Weighted, [FitReason.Ok] },
        { "one infinite", FitStatistics.Unweighted, [FitReason.Ok] },
        { "fewer left than parameters", FitStatistics.Weighted, [FitReason.NotMeasured] },
        { "fewer left than parameters", FitStatistics.Unweighted, [FitReason.NotMeasured] },
        { "all equal", FitStatistics.Poisson, [FitReason.NoDip] },
        { "all equal", FitStatistics.Weighted, [FitReason.NoDip] },
        { "all equal", FitStatistics.Unweighted, [FitReason.NoDip] },
        { "all zero", FitStatistics.Poisson, [FitReason.TooFewCounts] },
        { "all zero", FitStatistics.Weighted, [FitReason.NoDip] },
        { "negative", FitStatistics.Weighted, [FitReason.Ok] },
        { "negative", FitStatistics.Unweighted, [FitReason.Ok] },
        { "one overflowed", FitStatistics.Poisson, [FitReason.Saturated] },
        { "all overflowed", FitStatistics.Poisson, [FitReason.Saturated] },
        { "beyond the range of numbers", FitStatistics.Weighted, [FitReason.NotConverged] },
        { "sigmas all zero", FitStatistics.Weighted, [FitReason.NotMeasured] },
        { "sigmas negative", FitStatistics.Weighted, [FitReason.NotMeasured] },
        { "sigmas missing", FitStatistics.Weighted, [FitReason.NotMeasured] },
        { "without any noise", FitStatistics.Unweighted, [FitReason.Ok] },
        { "wider than the window", FitStatistics.Poisson, [FitReason.AtBound] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Every_kind_of_bad_data_has_its_reason_and_harms_no_neighbour(string kind, FitStatistics statistics, FitReason[] expected)
    {
        (double[] values, double[] sigmas) = Make(kind);
        double[] good = Array.ConvertAll(Some.Counts(Good, new CounterNoise(1)), count => (double)count), goodSigmas = Array.ConvertAll(Good, Math.Sqrt);
        FitResults results = Fit(statistics, [.. good, .. values, .. good], [.. goodSigmas, .. sigmas, .. goodSigmas], 3);
        Assert.Equal(expected, results.Reasons[1..2]);
        Assert.Equal([FitReason.Ok, FitReason.Ok], [results.Reasons[0], results.Reasons[2]]);
        Assert.Equal(results.CentresHz[..2], results.CentresHz[4..]);
        Assert.Equal(expected[0] == FitReason.Ok, results.IsConverged(1));
        if (expected[0] is FitReason.NotMeasured or FitReason.NotConverged or FitReason.TooFewCounts or FitReason.Saturated)
            Assert.True(double.IsNaN(results.CentresHz[2]) && double.IsNaN(results.CentreStdsHz[2]));
    }

    [Theory]
    [InlineData(1e308, 1.5e308)]
    [InlineData(0, 1e-320)]
    public void Frequencies_that_are_none_are_refused_with_their_place(double first, double last)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SpectrumFitter([first, 0.5 * first + 0.5 * last, last, double.MaxValue], new FitOptions()));
        Assert.Contains("[", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_numbers_in_any_model_give_a_reason_and_no_exception()
    {
        SpectrumFitter[] weighted = [.. Models.Select(model => new SpectrumFitter(Grid, new FitOptions { Model = model, Statistics = FitStatistics.Weighted }))];
        SpectrumFitter[] unweighted = [.. Models.Select(model => new SpectrumFitter(Grid, new FitOptions { Model = model, Statistics = FitStatistics.Unweighted }))];
        SpectrumFitter[] counted = [.. Models.Select(model => new SpectrumFitter(Grid, new FitOptions { Model = model, ProfileMerged = true }))];
        Dictionary<FitReason, int> reasons = [];
        Prop.ForAll(Garbage(6 * Grid.Length).ToArbitrary(), Gen.Choose(0, Models.Length - 1).ToArbitrary(), (numbers, model) =>
        {
            const int spectra = 3;
            int half = spectra * Grid.Length;
            FitResults results = new(spectra, FitModel.MaximumLines);
            weighted[model].Fit(numbers.AsSpan(0, half), numbers.AsSpan(half, half), spectra, results);
            bool sound = IsSound(results, spectra, reasons);
            unweighted[model].Fit(numbers.AsSpan(0, half), [], spectra, results);
            sound &= IsSound(results, spectra, reasons);
            counted[model].Fit(Array.ConvertAll(numbers[..half], number => (uint)Math.Clamp(double.IsNaN(number) ? 0 : number, 0, uint.MaxValue)), spectra, results);
            return sound && IsSound(results, spectra, reasons);
        }).QuickCheckThrowOnFailure();
        output.WriteLine(string.Join(", ", reasons));
    }

    [Fact]
    public void Any_ascending_frequencies_are_fitted_or_refused() =>
        Prop.ForAll(Garbage(24).ToArbitrary(), numbers =>
        {
            double[] frequencies = [.. numbers.Where(double.IsFinite).Distinct().Order()];
            try
            {
                SpectrumFitter fitter = new(frequencies, new FitOptions { Model = FitModel.Parse("lorentzian1"), Statistics = FitStatistics.Unweighted });
                FitResults results = new(1, 1);
                fitter.Fit(numbers.AsSpan(0, frequencies.Length), [], 1, results);
                return IsSound(results, 1, []);
            }
            catch (ArgumentException error)
            {
                return error.Message.Length > 0;
            }
        }).QuickCheckThrowOnFailure();

    private static FitModel[] Models => [.. new[] { "lorentzian1", "lorentzian2", "gaussian3", "voigt2", "n14-triplet2", "n15-doublet1", "lorentzian-derivative2" }.Select(FitModel.Parse)];

    // Everything that a double can be, now and then in place of numbers of a spectrum's size.
    private static Gen<double[]> Garbage(int count) => Gen.ArrayOf(Gen.Frequency(
        (4, Gen.Choose(0, 2000).Select(number => (double)number)),
        (1, ArbMap.Default.GeneratorFor<double>()),
        (1, Gen.Elements(0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, -double.Epsilon, 1e-310, double.MaxValue, double.MinValue, 1e-200, 1e200, uint.MaxValue))), count);

    private static bool IsSound(FitResults results, int spectra, Dictionary<FitReason, int> reasons)
    {
        for (int spectrum = 0; spectrum < spectra; spectrum++)
        {
            reasons[results.Reasons[spectrum]] = reasons.GetValueOrDefault(results.Reasons[spectrum]) + 1;
            if (!Enum.IsDefined(results.Reasons[spectrum]))
                return false;
            if (!results.IsConverged(spectrum))
                continue;
            for (int line = 0; line < results.LineCounts[spectrum]; line++)
            {
                int at = spectrum * results.Lines + line;
                if (!double.IsFinite(results.CentresHz[at]) || !(results.CentreStdsHz[at] >= 0) || !(results.FwhmsHz[at] > 0))
                    return false;
            }
        }
        return true;
    }

    private static (double[] Values, double[] Sigmas) Make(string kind)
    {
        double[] values = Array.ConvertAll(Some.Counts(Good, new CounterNoise(2)), count => (double)count), sigmas = Array.ConvertAll(Good, Math.Sqrt);
        switch (kind)
        {
            case "all missing": values.AsSpan().Fill(double.NaN); break;
            case "one missing": values[40] = double.NaN; break;
            case "one infinite": values[40] = double.NegativeInfinity; break;
            case "fewer left than parameters": values.AsSpan(6).Fill(double.NaN); break;
            case "all equal": values.AsSpan().Fill(4321); break;
            case "all zero": values.AsSpan().Clear(); break;
            case "negative": values = Array.ConvertAll(values, value => value - 5000); break;
            case "one overflowed": values[40] = uint.MaxValue; break;
            case "all overflowed": values.AsSpan().Fill(uint.MaxValue); break;
            case "beyond the range of numbers":
                values = Array.ConvertAll(values, value => value * 1e250);
                sigmas.AsSpan().Fill(1e-100);
                break;
            case "sigmas all zero": sigmas.AsSpan().Clear(); break;
            case "sigmas negative": sigmas.AsSpan().Fill(-70); break;
            case "sigmas missing": sigmas.AsSpan().Fill(double.NaN); break;
            case "without any noise": values = [.. Good]; break;
            case "wider than the window":
                values = Array.ConvertAll(
                    Some.Counts(Some.Lorentzians(Grid, 200000, new(2.85e9, 150e6, 0.2), new(2.89e9, 3e6, 0.1)), new CounterNoise(3)), count => (double)count);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown");
        }
        return (values, sigmas);
    }

    private static FitResults Fit(FitStatistics statistics, double[] values, double[] sigmas, int spectra)
    {
        SpectrumFitter fitter = new(Grid, new FitOptions { Model = FitModel.Parse("lorentzian2"), Statistics = statistics });
        FitResults results = new(spectra, 2);
        if (statistics == FitStatistics.Poisson)
            fitter.Fit(Array.ConvertAll(values, value => (uint)value), spectra, results);
        else
            fitter.Fit(values, statistics == FitStatistics.Weighted ? sigmas : [], spectra, results);
        return results;
    }
}
