using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.Writing;

namespace NvScanner.Benchmarks;

/// <summary>The battery twin in virtual time, fields, currents, electrochemistry, photons, fitting and storage included: what a rehearsal or a test costs.</summary>
internal static class TwinBenchmark
{
    public static async Task RunAsync()
    {
        // once in the small, so that no figure contains the compiler
        await MeasureAsync("first run, 2 x 2", SimulatedRun.Preset("state-of-charge", "scan.pixels=[2, 2]", "scan.frames=1"), "");

        foreach (var (what, program) in new[] { ("at rest", "[{ rest: { time: 10 h } }]"), ("charged at 1C", "[{ cc: { rate: 1C, until: { voltage: 4.15 V } } }]") })
        {
            var map = SimulatedRun.Preset("state-of-charge", "scan.pixels=[64, 64]", "scan.frames=1", "cell.program=" + program);
            var windows = new[] { new FrequencyWindow(613e6, 643e6, 51), new FrequencyWindow(5097e6, 5127e6, 50) };
            map = map with { Protocol = map.Protocol with { Windows = windows, Dwell = TimeSpan.FromMilliseconds(1), Repeats = 1, Stop = null } };
            await MeasureAsync("64 x 64 x 101, cell " + what, map, "goal < 10");
        }

        var hours = SimulatedRun.Preset("state-of-charge", "scan.pixels=[8, 8]", "scan.frames=1", "cell.program=[{ cc: { rate: C/15, until: { time: 12 h } } }]");
        hours = hours with { Protocol = hours.Protocol with { Dwell = TimeSpan.FromSeconds(10.9), Repeats = 1, Stop = null }, Reference = null };
        await MeasureAsync("12 h with a reading of the cell every second, C/15", hours, "goal < 60");
    }

    // the time that passes on this machine, and the processors' time, which does not hang on what else they do
    private static async Task MeasureAsync(string what, ScanPlan plan, string goal)
    {
        var before = Environment.CpuUsage.TotalTime;
        var seconds = await Contest.SecondsAsync(async () =>
        {
            using var scratch = new ScratchFile();
            await using var writer = new RunFileWriter(scratch.Path, new RunFileWriterOptions(), TimeProvider.System);
            await SimulatedRun.RunAsync(plan, [writer], "battery");
        });
        Contest.Row(what, seconds, "s", goal);
        Contest.Row("  time of the processors", (Environment.CpuUsage.TotalTime - before).TotalSeconds, "s", "");
    }
}
