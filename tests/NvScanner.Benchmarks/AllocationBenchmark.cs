using NvScanner.Abstractions.Scanning;

namespace NvScanner.Benchmarks;

/// <summary>Bytes of 20 000 pixels minus those of 10 000, process-wide, per pixel.</summary>
internal static class AllocationBenchmark
{
    public static async Task RunAsync()
    {
        await AllocatedAsync(10_000, 201, SweepTiming.Hardware);
        var hardware = new List<double>();
        for (var round = 0; round < 5; round++)
            hardware.Add((await AllocatedAsync(20_000, 201, SweepTiming.Hardware) - await AllocatedAsync(10_000, 201, SweepTiming.Hardware)) / 10_000.0);
        Contest.Row("hardware-timed lines, no latency", Contest.Median(hardware), "B/pixel", "goal <= 1");

        const int points = 21;
        await AllocatedAsync(10_000, points, SweepTiming.Software);
        var software = new List<double>();
        for (var round = 0; round < 3; round++)
            software.Add((await AllocatedAsync(20_000, points, SweepTiming.Software) - await AllocatedAsync(10_000, points, SweepTiming.Software)) / 10_000.0);
        Contest.Row("software-stepped, no latency (nothing suspends)", Contest.Median(software), "B/pixel", "");
        Contest.Row("software-stepped on the virtual clock, per suspension", await SuspensionCost.BytesPerSuspensionAsync(), "B", "goal <= 200");
    }

    private static async Task<long> AllocatedAsync(int pixels, int points, SweepTiming timing)
    {
        var before = GC.GetTotalAllocatedBytes(true);
        await InstantRun.RunAsync(Plans.Map(100, pixels / 100, points, timing));
        return GC.GetTotalAllocatedBytes(true) - before;
    }
}
