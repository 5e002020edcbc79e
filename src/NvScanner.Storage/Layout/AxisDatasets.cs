using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>Coordinates along the dimensions, and what holds for a whole frame.</summary>
internal static class AxisDatasets
{
    public static IReadOnlyList<DatasetDefinition> All { get; } =
    [
        new(RunPaths.Frequency, Hdf5Type.Float64, "Hz", "microwave frequency (Hz)")
        {
            Axes = [DataAxis.Frequency],
            Constant = run => run.FrequenciesHz,
        },
        new(RunPaths.MapX, Hdf5Type.Float64, "m", "x, pixel centres in the map frame (m)")
        {
            Axes = [DataAxis.X],
            Constant = run => Coordinates(run.Plan.Scan.PixelsX, run.Plan.Scan.ColumnX),
            Attributes = run => [("size", run.Plan.Scan.SizeX)],
        },
        new(RunPaths.MapY, Hdf5Type.Float64, "m", "y, pixel centres in the map frame (m)")
        {
            Axes = [DataAxis.Y],
            Constant = run => Coordinates(run.Plan.Scan.PixelsY, run.Plan.Scan.RowY),
            Attributes = run => [("size", run.Plan.Scan.SizeY)],
        },
        new("/entry/map/frame", Hdf5Type.Float64, "1", "frame")
        {
            Axes = [DataAxis.Frame],
            Constant = run => Coordinates(run.Plan.Scan.Frames, frame => frame),
        },
        new("/entry/map/B_parallel_systematic", Hdf5Type.Float64, "T", "systematic error of the field along the NV axis (T)")
        {
            Axes = [DataAxis.Frame],
            Constant = run => run.ParallelFieldSystematicTesla,
        },
    ];

    private static double[] Coordinates(int count, Func<int, double> centre) => [.. Enumerable.Range(0, count).Select(centre)];
}
