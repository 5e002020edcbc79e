using NvScanner.Physics;
using NvScanner.Physics.Photophysics;

namespace NvScanner.Benchmarks;

/// <summary>One pixel's CW spectrum from the rate model, steady state at its own field included, one thread.</summary>
internal static class SpectrumBenchmark
{
    private const int Pixels = 20_000;
    private const double GoalSeconds = 50e-6;

    public static Task RunAsync()
    {
        var frequencies = Plans.Map(1, 1, 101).Protocol.FrequenciesHz();
        var rates = new double[frequencies.Length];
        var response = new CwResponse(NvPhotophysics.Robledo2011, 150e-6, 1.1e6);
        Sweep();
        var seconds = Contest.Median(Enumerable.Range(0, 7).Select(_ => Contest.Seconds(Sweep))) / Pixels;
        Contest.Row("101 points, 14N, two lines", 1e6 * seconds, "us/pixel", "");
        Contest.Row("goal of 50 us / ours", GoalSeconds / seconds, "x", "goal >= 1");
        return Task.CompletedTask;

        void Sweep()
        {
            for (var pixel = 0; pixel < Pixels; pixel++)
                response.SpectrumAt(new Vector3d(1e-4, 1e-9 * pixel, 2e-3)).RatesAt(frequencies, rates);
        }
    }
}
