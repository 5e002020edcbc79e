using NvScanner.Abstractions.Scanning;

namespace NvScanner.Benchmarks;

/// <summary>Plans of the benchmarks: the shipped field and windows with another number of pixels and points.</summary>
internal static class Plans
{
    public static ScanPlan Map(int width, int height, int points, SweepTiming timing = SweepTiming.Hardware) => new()
    {
        Name = "benchmark",
        Sample = new SamplePlan("benchmark", "test-conductor"),
        Scan = new ScanGeometry { SizeX = 4e-6, SizeY = 4e-6, PixelsX = width, PixelsY = height },
        Protocol = new ProtocolPlan
        {
            Windows = [new FrequencyWindow(2.81e9, 2.93e9, points)],
            Dwell = TimeSpan.FromMilliseconds(1),
            Timing = timing,
        },
        MicrowavePower = new(-8),
        LaserPower = new(150e-6),
        BiasField = new BiasFieldPlan(new(1.5e-3)),
    };
}
