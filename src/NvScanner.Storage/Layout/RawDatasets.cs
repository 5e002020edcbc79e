using System.Runtime.InteropServices;
using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using static NvScanner.Storage.Layout.PageSources;

namespace NvScanner.Storage.Layout;

/// <summary>/entry/raw: what was measured, never rewritten, and the topography.</summary>
internal static class RawDatasets
{
    public static IReadOnlyList<DatasetDefinition> All { get; } =
    [
        new(RunPaths.Counts, Hdf5Type.UInt32, "counts", "photon counts, sweeps summed")
        {
            Axes = [.. RawPixel, DataAxis.Frequency],
            Interpretation = "spectrum",
            Page = _ => page => MemoryMarshal.AsBytes(page.Counts.AsSpan()),
            Column = nameof(PixelPage.Counts),
        },
        new(RunPaths.PixelState, Hdf5Type.UInt8, "1", "0 not measured, 1 valid, 2 measured but flagged")
        {
            Axes = RawPixel,
            Page = _ => page => MemoryMarshal.AsBytes(page.States.AsSpan()),
            Column = nameof(PixelPage.States),
        },
        Column("/entry/raw/time", PixelColumn.Time, "s", "time of the pixel's middle since start_time (s)", RawPixel),
        Column("/entry/raw/duration", PixelColumn.Duration, "s", "photon-collecting time (s)", RawPixel),
        new("/entry/raw/dwell", Hdf5Type.Float64, "s", "counting time per element of counts (s)")
        {
            Constant = run => run.Plan.Protocol.Dwell.TotalSeconds * run.Plan.Protocol.Repeats,
            When = run => run.Plan.Protocol.Stop is null,
            Condition = "without a stop rule",
        },
        new("/entry/raw/dwell", Hdf5Type.Float64, "s", "counting time per element of counts (s)")
        {
            Axes = RawPixel,
            Page = CountingTime,
            Column = "Sweeps x dwell of one sweep",
            When = run => run.Plan.Protocol.Stop is not null,
            Condition = "with a stop rule",
        },
        new("/entry/raw/sweeps", Hdf5Type.UInt32, "1", "sweeps summed into counts")
        {
            Axes = RawPixel,
            Page = _ => page => MemoryMarshal.AsBytes(page.Sweeps.AsSpan()),
            Column = nameof(PixelPage.Sweeps),
        },
        new("/entry/raw/direction", Hdf5Type.UInt8, "1", "0 forward (along the fast axis), 1 backward")
        {
            Axes = RawPixel,
            Page = _ => page => page.Directions,
            Column = nameof(PixelPage.Directions),
        },
        Vector("/entry/raw/position_set", PixelVectorColumn.PositionSet, "m", "position asked for, sample frame (m)", RawPixel),
        Vector("/entry/raw/position_read", PixelVectorColumn.PositionRead, "m", "position read back, sample frame (m)", RawPixel),
        Column(RunPaths.Topography, PixelColumn.Topography, "m", "height of the sample (m)", RawPixel),
    ];

    private static PageSource CountingTime(RunStarted run)
    {
        double dwellSeconds = run.Plan.Protocol.Dwell.TotalSeconds;
        double[] seconds = [];
        return page =>
        {
            if (seconds.Length < page.Capacity)
                seconds = new double[page.Capacity];
            for (int i = 0; i < page.Count; i++)
                seconds[i] = dwellSeconds * page.Sweeps[i];
            return MemoryMarshal.AsBytes(seconds.AsSpan());
        };
    }
}
