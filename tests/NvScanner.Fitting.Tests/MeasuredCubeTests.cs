using System.Text.Json;
using NvScanner.Fitting.Tests.Support;
using NvScanner.Testing;
using Xunit.Abstractions;

namespace NvScanner.Fitting.Tests;

/// <summary>A wide-field cube measured by another group: 21 x 25 camera pixels of 200 frequencies, averaged, so that counts are no photons.</summary>
public class MeasuredCubeTests(ITestOutputHelper output)
{
    private const string Cube = "cubes/widefield_esr_21mar2022.npz";

    [SharedDataFact]
    public void Pixels_of_the_cube_have_the_line_that_an_independent_fit_found()
    {
        (double[] frequenciesHz, double[] values, int pixels) = Read();
        FitResults results = Fit(frequenciesHz, values, pixels, new FitOptions { Model = FitModel.Parse("gaussian1"), Statistics = FitStatistics.Unweighted, BaselineDegree = 2 });
        for (int pixel = 0; pixel < pixels; pixel++)
            Assert.True(results.IsConverged(pixel), $"pixel {pixel}: {results.Reasons[pixel]}");
        double[] brightness = [.. Enumerable.Range(0, pixels).Select(pixel => values.AsSpan(pixel * frequenciesHz.Length, frequenciesHz.Length).ToArray().Average())];
        double[] centres = [.. results.CentresHz.Where((_, pixel) => brightness[pixel] > Median(brightness))];

        JsonElement expected = JsonDocument.Parse(File.ReadAllText(SharedData.PathOf("data", "expected.json"))).RootElement.GetProperty(Cube).GetProperty("per_pixel_main_dip");
        double median = expected.GetProperty("median_hz").GetDouble(), std = expected.GetProperty("std_hz").GetDouble();
        double mean = centres.Average(), scatter = Math.Sqrt(centres.Average(centre => (centre - mean) * (centre - mean)));
        output.WriteLine($"{centres.Length} pixels: median {(Median(centres) - median) / 1e3:F1} kHz off, scatter {scatter / 1e3:F1} kHz for {std / 1e3:F1} kHz, error bar {Median(results.CentreStdsHz) / 1e3:F1} kHz");
        Assert.Equal(expected.GetProperty("n").GetInt32(), centres.Length);
        Assert.Equal(median, Median(centres), 0.1 * Median(results.CentreStdsHz));
        Assert.Equal(std, scatter, 0.01 * std);
    }

    [SharedDataFact]
    public void Auto_with_one_line_finds_it_in_every_pixel_of_the_cube()
    {
        (double[] frequenciesHz, double[] values, int pixels) = Read();
        FitResults named = Fit(frequenciesHz, values, pixels, new FitOptions { Model = FitModel.Parse("gaussian1"), Statistics = FitStatistics.Unweighted, BaselineDegree = 2 });
        FitResults auto = Fit(frequenciesHz, values, pixels, new FitOptions { AutoLines = 1, Statistics = FitStatistics.Unweighted });
        double largest = 0;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            Assert.True(auto.IsConverged(pixel), $"pixel {pixel}: {auto.Reasons[pixel]}");
            largest = Math.Max(largest, Math.Abs(auto.CentresHz[pixel] - named.CentresHz[pixel]) / named.FwhmsHz[pixel]);
        }
        output.WriteLine($"auto departs from gaussian1 by at most {largest:P1} of the width");
        Assert.InRange(largest, 0, 0.1);
    }

    private static (double[] FrequenciesHz, double[] Values, int Pixels) Read()
    {
        string path = SharedData.PathOf(["data", .. Cube.Split('/')]);
        (double[] values, int[] shape) = Npz.Read(path, "counts");
        return (Npz.Read(path, "frequency_hz").Values, values, shape[0] * shape[1]);
    }

    private static FitResults Fit(double[] frequenciesHz, double[] values, int pixels, FitOptions options)
    {
        ParallelFitter fitter = new(frequenciesHz, options);
        FitResults results = new(pixels, fitter.MaximumLines);
        fitter.Fit(values, [], pixels, results);
        return results;
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
