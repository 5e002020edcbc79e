using System.Globalization;

namespace NvScanner.Benchmarks;

/// <summary>Peak resident memory of this process over a large run.</summary>
internal static class MemoryBenchmark
{
    public static async Task RunAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("  reads /proc, Linux only");
            return;
        }

        await InstantRun.RunAsync(Plans.Map(256, 64, 101));
        var before = PeakMebibytes();
        await InstantRun.RunAsync(Plans.Map(1024, 1024, 101));
        Contest.Row("peak resident memory before", before, "MiB", "");
        Contest.Row("peak resident memory after 1024 x 1024 x 101", PeakMebibytes(), "MiB", "goal <= 600");
    }

    private static double PeakMebibytes()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
