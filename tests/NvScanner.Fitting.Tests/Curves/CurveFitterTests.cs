using FsCheck;
using FsCheck.Fluent;
using NvScanner.Fitting.Curves;
using NvScanner.Fitting.Simd;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Curves;

public class CurveFitterTests
{
    private static readonly double[] Times = [.. Enumerable.Range(0, 81).Select(i => 12.5e-9 * i)];
    private static readonly double[] Truth = [20000, 3000, 6e6, 0, 0.7e-6, 1];

    [Theory]
    [InlineData("rabi")]
    [InlineData("ramsey")]
    [InlineData("ramsey-n14")]
    [InlineData("ramsey-n15")]
    [InlineData("exponential")]
    [InlineData("stretched-exponential")]
    public void Derivatives_are_those_of_the_values(string name) => CheckDerivatives(name);

    [Theory]
    [InlineData("rabi", 1e6, 39e6)]
    [InlineData("ramsey", 1e6, 39e6)]
    public void Any_frequency_that_the_steps_show_is_found(string name, double lowest, double highest)
    {
        CurveModel model = CurveModel.Parse(name);
        CurveFitter fitter = new(Times, new CurveFitOptions { Model = model });
        CurveFitResults results = new(1, model);
        double[] means = new double[Times.Length];
        CounterNoise noise = new(3);
        for (int i = 0; i < 500; i++)
        {
            double frequency = lowest + (highest - lowest) * noise.Uniform(), decay = (0.3 + noise.Uniform()) * 1e-6;
            model.Evaluate([20000, i % 2 == 0 ? 2500 : -2500, frequency, 0, decay, name == "rabi" ? 1 : 2], Times, means);
            fitter.Fit(Some.Counts(means, noise), 1, results);
            (double value, double std) = results[0, model.Parameters[2].Name];
            Assert.True(results.IsConverged(0) && Math.Abs(value - frequency) < 5.5 * std, $"{i}: {frequency} at {decay}: {value} +- {std}, {results.Reasons[0]}");
        }
    }

    [Fact]
    public void A_free_phase_comes_with_a_positive_amplitude_and_within_half_a_turn()
    {
        CurveModel model = CurveModel.Parse("rabi");
        CurveFitter fitter = new(Times, new CurveFitOptions { Model = model, Free = ["phase"] });
        CurveFitResults results = new(1, model);
        double[] means = new double[Times.Length];
        for (double phase = -3; phase < 3.1; phase += 0.5)
        {
            model.Evaluate([20000, 3000, 6e6, phase, 0.7e-6, 1], Times, means);
            fitter.Fit(Some.Counts(means, new CounterNoise(1)), 1, results);
            Assert.Equal(FitReason.Ok, results.Reasons[0]);
            Assert.Equal(3000, results[0, "amplitude"].Value, 5 * results[0, "amplitude"].Std);
            Assert.Equal(0, Math.IEEERemainder(results[0, "phase"].Value - phase, 2 * Math.PI), 5 * results[0, "phase"].Std);
            Assert.InRange(results[0, "phase"].Value, -Math.PI, Math.PI);
        }
    }

    [Fact]
    public void A_curve_that_does_not_decay_is_fitted_with_its_decay_time_held_at_infinity()
    {
        CurveModel model = CurveModel.Parse("rabi");
        double[] means = new double[Times.Length];
        model.Evaluate([20000, 3000, 6e6, 0, double.PositiveInfinity, 1], Times, means);
        uint[] counts = Some.Counts(means, new CounterNoise(3));
        CurveFitResults results = new(1, model);
        new CurveFitter(Times, new CurveFitOptions { Model = model, Held = new Dictionary<string, double> { ["decay-time"] = double.PositiveInfinity } }).Fit(counts, 1, results);
        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        Assert.Equal((double.PositiveInfinity, 0.0), results[0, "decay-time"]);
        Assert.Equal(6e6, results[0, "frequency"].Value, 5 * results[0, "frequency"].Std);
        Assert.Equal(Times.Length - 3, results.DegreesOfFreedom[0]);
    }

    [Fact]
    public void A_decay_that_the_data_do_not_show_ends_at_its_bound_with_the_frequency_given()
    {
        CurveModel model = CurveModel.Parse("rabi");
        double[] means = new double[Times.Length];
        for (int i = 0; i < means.Length; i++)
            means[i] = 20000 + 3000 * (1 + 0.2 * i / means.Length) * Math.Cos(2 * Math.PI * 6e6 * Times[i]); // it even grows
        CurveFitResults results = Fit("rabi", Some.Counts(means, new CounterNoise(1)));
        Assert.Equal(FitReason.AtBound, results.Reasons[0]);
        Assert.Equal(6e6, results[0, "frequency"].Value, 5 * results[0, "frequency"].Std);
    }

    [Fact]
    public void What_is_no_signal_gets_a_reason()
    {
        uint[] flat = [.. Enumerable.Repeat(5000u, Times.Length)], full = [.. flat], dark = new uint[Times.Length];
        full[7] = 65535;
        Assert.Equal(FitReason.NoDip, Fit("rabi", flat).Reasons[0]);
        Assert.Equal(FitReason.TooFewCounts, Fit("rabi", dark).Reasons[0]);
        Assert.Equal(FitReason.Saturated, Fit("rabi", full, new() { Model = CurveModel.Parse("rabi"), SaturationCounts = 65535 }).Reasons[0]);
        int signals = 0;
        CounterNoise noise = new(8);
        double[] means = [.. Enumerable.Repeat(5000.0, 200 * Times.Length)];
        foreach (CurveModel model in CurveModel.All)
        {
            CurveFitResults results = new(200, model);
            new CurveFitter(Times, new CurveFitOptions { Model = model }).Fit(Some.Counts(means, noise), 200, results);
            signals += results.Reasons.Count(reason => reason != FitReason.NoDip);
        }
        Assert.InRange(signals, 0, 3); // of 1200
    }

    [Fact]
    public void A_wrong_model_at_high_counts_is_inadequate()
    {
        double[] means = new double[Times.Length];
        CurveModel.Parse("rabi").Evaluate([1e6, 1e5, 6e6, 0, 0.3e-6, 2], Times, means);
        CurveFitResults results = Fit("rabi", Some.Counts(means, new CounterNoise(5)));
        Assert.Equal(FitReason.ModelInadequate, results.Reasons[0]);
        Assert.True(results.IsConverged(0) && results.Chi2Reduced[0] > 2);
    }

    [Fact]
    public void A_curve_does_not_depend_on_its_company_and_costs_no_memory()
    {
        CounterNoise noise = new(12);
        double[] means = new double[Times.Length];
        CurveModel model = CurveModel.Parse("rabi");
        model.Evaluate(Truth, Times, means);
        uint[][] curves = [.. Enumerable.Range(0, 37).Select(i => i % 5 == 4 ? new uint[Times.Length] : Some.Counts(means, noise))];
        CurveFitter fitter = new(Times, new CurveFitOptions { Model = model });
        CurveFitResults together = new(37, model), alone = new(1, model);
        uint[] batch = [.. curves.SelectMany(curve => curve)];
        fitter.Fit(batch, 37, together);
        long before = GC.GetAllocatedBytesForCurrentThread();
        fitter.Fit(batch, 37, together);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        for (int i = 0; i < 37; i++)
        {
            fitter.Fit(curves[i], 1, alone);
            Assert.Equal(together.Reasons[i], alone.Reasons[0]);
            Assert.Equal(together.Values[(i * 6)..(i * 6 + 6)], alone.Values);
            Assert.Equal(together.Covariances[(i * 36)..(i * 36 + 36)], alone.Covariances);
        }
    }

    [Fact]
    public void Any_values_at_all_give_a_reason_and_no_exception()
    {
        const int Curves = 16; // side by side, as a batch has them
        var fitters = (from model in CurveModel.All
                       from statistics in new[] { FitStatistics.Weighted, FitStatistics.Unweighted }
                       select (Model: model, Statistics: statistics, Fitter: new CurveFitter(Times, new CurveFitOptions { Model = model, Statistics = statistics }))).ToArray();
        Prop.ForAll(ArbMap.Default.GeneratorFor<double>().ArrayOf(2 * Curves * Times.Length).ToArbitrary(), numbers =>
        {
            foreach (var (model, statistics, fitter) in fitters)
            {
                CurveFitResults results = new(Curves, model);
                fitter.Fit(numbers.AsSpan(0, Curves * Times.Length), statistics == FitStatistics.Weighted ? numbers.AsSpan(Curves * Times.Length) : [], Curves, results);
                for (int curve = 0; curve < Curves; curve++)
                    if (results.IsConverged(curve) && !double.IsFinite(results.Values[curve * results.Values.Length / Curves]))
                        return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        CurveModel model = CurveModel.Parse("rabi");
        CurveFitOptions options = new() { Model = model };
        double[] unsorted = [.. Times], missing = [.. Times], negative = [.. Times];
        unsorted[5] = unsorted[4];
        missing[6] = double.NaN;
        negative[0] = -1e-9;
        Assert.Contains("[5]", Assert.Throws<ArgumentException>(() => new CurveFitter(unsorted, options)).Message, StringComparison.Ordinal);
        Assert.Contains("[6]", Assert.Throws<ArgumentException>(() => new CurveFitter(missing, options)).Message, StringComparison.Ordinal);
        Assert.Contains("[0]", Assert.Throws<ArgumentException>(() => new CurveFitter(negative, options)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 5", Assert.Throws<ArgumentException>(() => new CurveFitter(Times[..4], options)).Message, StringComparison.Ordinal);
        Assert.Contains("decay-time", Assert.Throws<ArgumentException>(() => new CurveFitter(Times, options with { Free = ["t2"] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CurveFitter(Times, options with { Held = new Dictionary<string, double> { ["offset"] = 0 } }));
        Assert.Throws<ArgumentException>(() => new CurveFitter(Times, options with { Held = new Dictionary<string, double> { ["decay-time"] = -1 } }));
        Assert.Throws<ArgumentException>(() => new CurveFitter(Times, options with { Free = ["phase"], Held = new Dictionary<string, double> { ["phase"] = 0 } }));
        CurveFitter fitter = new(Times, options);
        Assert.Throws<ArgumentException>(() => fitter.Fit(new uint[80], 1, new CurveFitResults(1, model)));
        Assert.Throws<ArgumentException>(() => fitter.Fit(new uint[162], 2, new CurveFitResults(1, model)));
        Assert.Throws<ArgumentException>(() => fitter.Fit(new uint[81], 1, new CurveFitResults(1, CurveModel.Parse("ramsey"))));
        Assert.Throws<InvalidOperationException>(() => fitter.Fit(new double[81], [], 1, new CurveFitResults(1, model)));
        Assert.Contains("ramsey-n14", Assert.Throws<FormatException>(() => CurveModel.Parse("hahn")).Message, StringComparison.Ordinal);
    }

    private static CurveFitResults Fit(string name, uint[] counts, CurveFitOptions? options = null)
    {
        CurveModel model = CurveModel.Parse(name);
        CurveFitResults results = new(1, model);
        new CurveFitter(Times, options ?? new CurveFitOptions { Model = model }).Fit(counts, 1, results);
        return results;
    }

    private static void CheckDerivatives(string name)
    {
        switch (name)
        {
            case "rabi": DerivativeCheck<OscillationCurve<RabiTones>>(); break;
            case "ramsey": DerivativeCheck<OscillationCurve<RamseyTones>>(); break;
            case "ramsey-n14": DerivativeCheck<OscillationCurve<RamseyNitrogen14Tones>>(); break;
            case "ramsey-n15": DerivativeCheck<OscillationCurve<RamseyNitrogen15Tones>>(); break;
            case "exponential": DerivativeCheck<ExponentialCurve>(); break;
            default: DerivativeCheck<StretchedExponentialCurve>(); break;
        }
    }

    private static unsafe void DerivativeCheck<TCurve>()
        where TCurve : struct, ICurve
    {
        int count = TCurve.Parameters.Count;
        double[] shape = [.. new[] { 3.1, 0.4, 0.7, 1.3, 2.2 }.Take(count)];
        if (count <= 2)
            shape = [.. new[] { 0.7, 1.3 }.Take(count)];
        Lanes128<double>* parameters = stackalloc Lanes128<double>[count], slopes = stackalloc Lanes128<double>[count];
        foreach (double time in new[] { 0, 0.01, 0.33, 0.9 })
            for (int a = 0; a < count; a++)
            {
                double At(double shift)
                {
                    double[] values = new double[1], moved = [.. shape];
                    moved[a] += shift;
                    CurveModel.EvaluateShape<TCurve>(moved, [time], values);
                    return values[0];
                }
                for (int b = 0; b < count; b++)
                    parameters[b] = Lanes128<double>.All(shape[b]);
                TCurve.Evaluate(Lanes128<double>.All(time), parameters, slopes);
                Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, LaneNumbers<Lanes128<double>>.Get(ref slopes[a], 0), 1e-7);
            }
    }
}
