using NvScanner.Abstractions.Scanning;

namespace NvScanner.Benchmarks;

/// <summary>Bytes per suspension of a software-stepped sweep on the simulated rig in virtual time: two suspensions per point (retune, gate).</summary>
internal static class SuspensionCost
{
    private const int Points = 101;

    public static async Task<double> BytesPerSuspensionAsync()
    {
        await AllocatedAsync(4);
        var few = await AllocatedAsync(4);
        var many = await AllocatedAsync(24);
        return (many - few) / (20.0 * 20 * Points * 2);
    }

    private static async Task<long> AllocatedAsync(int lines)
    {
        var before = GC.GetTotalAllocatedBytes(true);
        await SimulatedRun.RunAsync(Plans.Map(20, lines, Points, SweepTiming.Software), []);
        return GC.GetTotalAllocatedBytes(true) - before;
    }
}
