using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;
using NvScanner.Simulation.Time;
using Xunit.Abstractions;

namespace NvScanner.Acquisition.Tests;

/// <summary>Counts bytes of the whole process: alone, never beside other tests.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Columns = 64;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hardware_timed_pixel_allocates_nothing(bool withCell)
    {
        await BytesAsync(80, true, TimeSpan.Zero, withCell); // compiled and cached
        var (few, many) = (long.MaxValue, long.MaxValue);
        for (var i = 0; i < 12; i++)
        {
            // always as often, so that no lucky round ends it; the least of several: the runtime allocates now and then for itself (thread pool, tiered compilation), some 10 kB at a time, the more the busier the machine
            few = Math.Min(few, await BytesAsync(160, true, TimeSpan.Zero, withCell));
            many = Math.Min(many, await BytesAsync(320, true, TimeSpan.Zero, withCell));
        }

        var perPixel = (many - few) / (160.0 * Columns);
        output.WriteLine($"{perPixel:F3} bytes per pixel");
        Assert.True(perPixel <= 1, $"{perPixel:F2} bytes per pixel");
    }

    [Fact]
    public async Task A_suspension_of_the_software_stepped_scan_allocates_little()
    {
        const int suspensionsPerPixel = 1 + 2 * 61;
        await BytesAsync(2, false, TimeSpan.FromMilliseconds(0.1));
        var few = await BytesAsync(5, false, TimeSpan.FromMilliseconds(0.1));
        var many = await BytesAsync(15, false, TimeSpan.FromMilliseconds(0.1));
        var perSuspension = (many - few) / (10.0 * Columns * suspensionsPerPixel);
        output.WriteLine($"{perSuspension:F1} bytes per suspension");
        Assert.True(perSuspension <= 200, $"{perSuspension:F0} bytes per suspension");
    }

    [Fact]
    public async Task A_reading_of_the_cell_allocates_little()
    {
        const double seconds = 20 * Columns * 3;
        var latency = TimeSpan.FromSeconds(1);
        await BytesAsync(2, true, latency, true);
        var few = await BytesAsync(20, true, latency, true, TimeSpan.FromMinutes(10));
        var many = await BytesAsync(20, true, latency, true, TimeSpan.FromSeconds(0.5));
        var perReading = (many - few) / (2 * seconds);
        output.WriteLine($"{perReading:F0} bytes per reading");
        Assert.True(perReading <= 1000, $"{perReading:F0} bytes per reading");
    }

    private static async Task<long> BytesAsync(int rows, bool hardwareTimed, TimeSpan latency, bool withCell = false, TimeSpan? sampling = null)
    {
        using var clock = new VirtualClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var bench = new FakeBench(clock) { Records = false, Latency = latency };
        var plan = Some.Plan(Columns, rows, repeats: 1).With(p => p with { Dwell = TimeSpan.FromMilliseconds(5) });
        if (withCell)
            plan = Programme.Plan(Programme.CellOf(Programme.Current(1, 1e-3, Programme.After(10))) with { Sampling = sampling ?? TimeSpan.FromSeconds(1) }, Columns, rows) with { Protocol = plan.Protocol };
        await using var rig = await FakeRig.FullAsync(
            bench, plan.Protocol.FrequenciesHz(), hardwareTimed, null, withCell ? [new FakeCell(bench) { Latency = TimeSpan.Zero }] : []);
        if (rig.TryGet<FakeBinCounter>(InstrumentRoles.Counter, out var counter))
            counter.Freeze(plan.Protocol.Dwell);
        var coordinator = new RunCoordinator(clock, NullLoggerFactory.Instance);
        var request = new RunRequest(plan, rig, [new NullSink()], new RunSettings());
        var before = GC.GetTotalAllocatedBytes(true);
        var outcome = await coordinator.RunAsync(request, null, CancellationToken.None);
        var bytes = GC.GetTotalAllocatedBytes(true) - before;
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal((long)rows * Columns, outcome.Acknowledged);
        return bytes;
    }
}
