using NvScanner.Fitting.Curves;
using NvScanner.Fitting.Simd;
using NvScanner.Fitting.Tests.Support;

namespace NvScanner.Fitting.Tests.Documentation;

public class EchoModulationTests
{
    private static readonly double[] Times = [.. Enumerable.Range(1, 120).Select(i => 0.5e-6 * i)];

    [Fact]
    public unsafe void Slopes_are_those_of_the_values()
    {
        double[] shape = [0.7, 1.6, 0.4, 3.1];
        Lanes128<double>* parameters = stackalloc Lanes128<double>[4], slopes = stackalloc Lanes128<double>[4];
        for (int a = 0; a < 4; a++)
            parameters[a] = Lanes128<double>.All(shape[a]);
        EchoModulationCurve.Evaluate(Lanes128<double>.All(0.43), parameters, slopes);
        for (int a = 0; a < 4; a++)
        {
            double At(double shift)
            {
                double[] values = new double[1];
                CurveModel.EvaluateShape<EchoModulationCurve>([.. shape.Select((value, b) => a == b ? value + shift : value)], [0.43], values);
                return values[0];
            }
            Assert.Equal((At(1e-6) - At(-1e-6)) / 2e-6, LaneNumbers<Lanes128<double>>.Get(ref slopes[a], 0), 1e-8);
        }
    }

    [Fact]
    public void Pulls_have_unit_width()
    {
        CurveModel model = CurveModel.Of<EchoModulationCurve>("echo-modulation");
        double[] truth = [20000, 3000, 40e-6, 2, 0.5, 150e3], means = new double[Times.Length];
        model.Evaluate(truth, Times, means);
        CounterNoise noise = new(1);
        const int curves = 2000;
        uint[] counts = [.. Enumerable.Range(0, curves).SelectMany(_ => Some.Counts(means, noise))];
        CurveFitResults results = new(curves, model);
        new CurveFitter(Times, new CurveFitOptions { Model = model }).Fit(counts, curves, results);
        Pulls frequency = new(), decay = new();
        for (int curve = 0; curve < curves; curve++)
        {
            Assert.True(results.IsConverged(curve));
            frequency.Add(results[curve, "frequency"].Value, 150e3, results[curve, "frequency"].Std);
            decay.Add(results[curve, "decay-time"].Value, 40e-6, results[curve, "decay-time"].Std);
        }
        Assert.InRange(frequency.Width, 0.95, 1.05);
        Assert.InRange(decay.Width, 0.95, 1.05);
    }
}
