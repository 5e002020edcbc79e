using System.Text.Json;
using NvScanner.Fitting.Curves;

namespace NvScanner.Fitting.Tests.Curves;

/// <summary>Curves fitted by scipy (make_curve_vectors.py), which starts at the truth: values, error bars and covariances agree.</summary>
public class CurveVectorTests
{
    private static readonly JsonElement[] Cases = Load();

    public static TheoryData<int> Ids() => new(Enumerable.Range(0, Cases.Length));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Values_and_covariances_are_those_of_an_independent_fit(int id)
    {
        JsonElement vector = Cases[id];
        CurveModel model = CurveModel.Parse(vector.GetProperty("model").GetString()!);
        FitStatistics statistics = Enum.Parse<FitStatistics>(vector.GetProperty("statistics").GetString()!, ignoreCase: true);
        string[] free = [.. vector.GetProperty("free").EnumerateArray().Select(name => name.GetString()!)];
        CurveFitter fitter = new(Numbers(vector, "time_s"), new CurveFitOptions { Model = model, Statistics = statistics, Free = free });
        CurveFitResults results = new(1, model);
        double[] values = Numbers(vector, "values");
        if (statistics == FitStatistics.Poisson)
            fitter.Fit(Array.ConvertAll(values, value => (uint)value), 1, results);
        else
            fitter.Fit(values, statistics == FitStatistics.Weighted ? Numbers(vector, "sigma") : [], 1, results);

        Assert.Equal(FitReason.Ok, results.Reasons[0]);
        string[] names = [.. vector.GetProperty("names").EnumerateArray().Select(name => name.GetString()!)];
        double[] expected = Numbers(vector, "fit");
        double[][] covariance = [.. vector.GetProperty("covariance").EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetDouble()).ToArray())];
        Assert.Equal(values.Length - names.Length, results.DegreesOfFreedom[0]);
        for (int a = 0; a < names.Length; a++)
        {
            double std = Math.Sqrt(covariance[a][a]);
            (double value, double ownStd) = results[0, names[a]];
            Assert.Equal(expected[a], value, 0.02 * std);
            Assert.Equal(1, ownStd / std, 0.01);
            for (int b = 0; b < a; b++)
            {
                int count = model.Parameters.Count;
                double own = results.Covariances[model.IndexOf(names[a]) * count + model.IndexOf(names[b])];
                Assert.Equal(covariance[a][b] / (std * Math.Sqrt(covariance[b][b])), own / (std * Math.Sqrt(covariance[b][b])), 0.01);
            }
        }
    }

    private static JsonElement[] Load()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Curves", "curve_vectors.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(element => element.Clone())];
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
