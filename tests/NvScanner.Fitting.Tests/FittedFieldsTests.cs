using NvScanner.Fitting.Tests.Support;
using NvScanner.Physics;
using NvScanner.Physics.Spin;

namespace NvScanner.Fitting.Tests;

/// <summary>Fields of fitted pairs: values and the scatter that their variances promise, the covariance of the centres included.</summary>
public class FittedFieldsTests
{
    private const int Spectra = 4000;
    private static readonly double[] Grid = Some.Grid(2.82e9, 2.92e9, 201);

    [Theory]
    [InlineData(30e6, 0.1)]
    [InlineData(6.5e6, 0.5)] // just apart: the centres are correlated
    public void Fields_scatter_as_their_variances_say(double splitting, double leastCorrelation)
    {
        const double d = 2.870e9;
        double fieldTesla = splitting / (2 * PhysicalConstants.GyromagneticRatioHzPerTesla);
        CounterNoise noise = new(41);
        double[] means = Some.Lorentzians(Grid, 60000, new(d - splitting / 2, 6e6, 0.15), new(d + splitting / 2, 6e6, 0.15));
        uint[] counts = [.. Enumerable.Range(0, Spectra).SelectMany(_ => Some.Counts(means, noise))];
        FitResults results = new(Spectra, 2);
        new SpectrumFitter(Grid, new() { Model = FitModel.Parse("lorentzian2") }).Fit(counts, Spectra, results);
        Pulls parallel = new(), splittings = new(), magnitudes = new(), withoutCovariance = new();
        double correlation = 0;
        for (int i = 0; i < Spectra; i++)
        {
            Assert.True(results.IsConverged(i), $"{i}: {results.Reasons[i]}");
            AxialField field = FittedFields.OfPair(results, i);
            FieldMagnitude magnitude = FittedFields.Magnitude(results, i, d, 74e3);
            parallel.Add(field.ParallelTesla, fieldTesla, Math.Sqrt(field.ParallelVariance));
            splittings.Add(field.ZeroFieldSplittingHz, d, Math.Sqrt(field.ZeroFieldSplittingVariance));
            magnitudes.Add(magnitude.Tesla, fieldTesla, Math.Sqrt(magnitude.Variance));
            double first = results.CentreStdsHz[2 * i], second = results.CentreStdsHz[2 * i + 1];
            correlation += Math.Abs(results.CentreCovariancesHz2[i]) / (first * second) / Spectra;
        }
        Assert.InRange(parallel.Width, 0.95, 1.05);
        Assert.InRange(splittings.Width, 0.95, 1.05);
        if (splitting > 10e6)
            Assert.InRange(magnitudes.Width, 0.95, 1.05);
        else
            Assert.True(correlation > leastCorrelation, $"{correlation}");
    }

    [Fact]
    public void A_magnitude_is_that_of_the_hamiltonian_in_any_direction_with_the_slopes_of_its_inversion()
    {
        Vector3d field = new(3e-3, 1e-3, 6e-3);
        TransitionPair lines = NvGroundState.Levels(2.87e9, 0, field).Transitions;
        FitResults results = Results(lines.LowerHz, lines.UpperHz, 1e4, 2e4, 0.4 * 2e8);
        FieldMagnitude magnitude = FittedFields.Magnitude(results, 0, 2.87e9, 20e3);
        Assert.Equal(Math.Sqrt(46e-6), magnitude.Tesla, 1e-10);
        double At(double lower, double upper, double d) => FittedFields.Magnitude(Results(lower, upper, 0, 0, 0), 0, d, 0).Tesla;
        double byLower = (At(lines.LowerHz + 100, lines.UpperHz, 2.87e9) - At(lines.LowerHz - 100, lines.UpperHz, 2.87e9)) / 200;
        double byUpper = (At(lines.LowerHz, lines.UpperHz + 100, 2.87e9) - At(lines.LowerHz, lines.UpperHz - 100, 2.87e9)) / 200;
        double byD = (At(lines.LowerHz, lines.UpperHz, 2.87e9 + 100) - At(lines.LowerHz, lines.UpperHz, 2.87e9 - 100)) / 200;
        double variance = byLower * byLower * 1e8 + byUpper * byUpper * 4e8 + 2 * byLower * byUpper * 0.8e8;
        Assert.Equal(variance, magnitude.Variance, 1e-5 * variance);
        Assert.Equal(Math.Abs(byD) * 20e3, magnitude.SystematicTesla, 1e-5 * magnitude.SystematicTesla);
    }

    [Fact]
    public void One_line_gives_no_field()
    {
        FitResults results = new(1, 2);
        results.LineCounts[0] = 1;
        Assert.True(double.IsNaN(FittedFields.OfPair(results, 0).ParallelTesla));
        Assert.True(double.IsNaN(FittedFields.Magnitude(results, 0, 2.87e9, 0).Tesla));
        Assert.True(double.IsNaN(FittedFields.Magnitude(Results(2.8e9, 2.8e9, 0, 0, 0), 0, 2.87e9, 0).Tesla)); // below D: no field
    }

    private static FitResults Results(double lower, double upper, double lowerStd, double upperStd, double covariance)
    {
        FitResults results = new(1, 2);
        (results.CentresHz[0], results.CentresHz[1]) = (lower, upper);
        (results.CentreStdsHz[0], results.CentreStdsHz[1]) = (lowerStd, upperStd);
        results.CentreCovariancesHz2[0] = covariance;
        results.LineCounts[0] = 2;
        return results;
    }
}
