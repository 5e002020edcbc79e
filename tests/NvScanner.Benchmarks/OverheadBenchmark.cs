using NvScanner.Abstractions.Scanning;

namespace NvScanner.Benchmarks;

/// <summary>Everything the program itself costs per pixel: drivers complete at once, spectra are fitted and stored.</summary>
internal static class OverheadBenchmark
{
    private const int Points = 201;

    public static async Task RunAsync()
    {
        await InstantRun.RunAsync(Plans.Map(128, 64, Points));
        var perPixel = new List<double>();
        var lmfit = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            lmfit.Add(1e-3 * Contest.Python("lmfit_fit.py", "201", "10"));
            var plan = Plans.Map(256, 64, Points);
            double small = await Contest.SecondsAsync(() => InstantRun.RunAsync(Plans.Map(256, 16, Points)));
            double large = await Contest.SecondsAsync(() => InstantRun.RunAsync(plan));
            perPixel.Add((large - small) / (256 * (64 - 16)));
        }

        Contest.Row("hardware-timed, 201 points, fit and store on: wall time", 1e6 * Contest.Median(perPixel), "us/pixel", "");
        Contest.Row("one inline lmfit fit", 1e3 * Contest.Median(lmfit), "ms", "");
        Contest.Row("overhead per pixel / inline lmfit fit", Contest.Median(perPixel.Zip(lmfit, (o, l) => o / l)), "", "goal <= 0.01");
        var safeSmall = await Contest.SecondsAsync(() => InstantRun.RunAsync(Plans.Map(256, 16, Points), powerCutSafe: true));
        var safeLarge = await Contest.SecondsAsync(() => InstantRun.RunAsync(Plans.Map(256, 64, Points), powerCutSafe: true));
        Contest.Row("the same, power-cut safe as shipped (two flushes per line)", 1e6 * (safeLarge - safeSmall) / (256 * (64 - 16)), "us/pixel", "");
        var software = await Contest.SecondsAsync(() => InstantRun.RunAsync(Plans.Map(128, 64, Points, SweepTiming.Software)));
        Contest.Row("software-stepped, 201 points, set-up included: wall time", 1e6 * software / (128 * 64), "us/pixel", "");
    }
}
