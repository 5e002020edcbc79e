using System.Globalization;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Tests.Photophysics;

namespace NvScanner.Benchmarks;

/// <summary>One pixel's CW spectrum from the rate model, steady state at its own field included, one thread, and its error against the direct sum.</summary>
internal static class SpectrumBenchmark
{
    private const int Batches = 60;
    private const int Pixels = 50; // half a millisecond, shorter than a slice of a shared processor
    private const int WarmUpPixels = 20_000;
    private const double GoalSeconds = 50e-6;
    private const double LaserPowerWatts = 150e-6;
    private const double RabiHz = 1.1e6;

    public static Task RunAsync()
    {
        Seconds(SpectrumPoint.All[0], WarmUpPixels);
        Console.WriteLine($"  101 points at 150 uW and 1.1 MHz of Rabi frequency; least of {Batches} batches of {Pixels} pixels; last column: largest error over the photon rate");
        var slowest = 0.0;
        foreach (var point in SpectrumPoint.All)
        {
            var seconds = Enumerable.Range(0, Batches).Min(_ => Seconds(point, Pixels)) / Pixels;
            slowest = Math.Max(slowest, seconds);
            var error = point.DeviationFromDirectSum(NvPhotophysics.Robledo2011, LaserPowerWatts, RabiHz);
            Contest.Row(point.Name, 1e6 * seconds, "us", error.ToString("G2", CultureInfo.InvariantCulture));
        }
        Contest.Row("goal of 50 us / the slowest", GoalSeconds / slowest, "x", "goal >= 1");
        return Task.CompletedTask;
    }

    private static double Seconds(SpectrumPoint point, int pixels)
    {
        var response = new CwResponse(NvPhotophysics.Robledo2011 with { Nitrogen = point.Nitrogen }, LaserPowerWatts, RabiHz);
        var frequencies = point.Frequencies();
        var rates = new double[frequencies.Length];
        return Contest.Seconds(() =>
        {
            for (var pixel = 0; pixel < pixels; pixel++)
                response.SpectrumAt(point.Field + new Vector3d(0, 1e-12 * pixel, 0), PhysicalConstants.NominalZeroFieldSplittingHz, point.StrainHz)
                    .RatesAt(frequencies, rates);
        });
    }
}
