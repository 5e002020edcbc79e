using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Layout;

/// <summary>The series of the run file.</summary>
internal static class SeriesTable
{
    private const double Reserve = 1.2;
    private const int MostRows = 1_000_000;

    public static IReadOnlyList<SeriesDefinition> All { get; } =
    [
        new("events", new GroupDefinition("/entry/events", "NXcollection"),
        [
            Number<RunEvent>("/entry/events/time", "s", "time since start_time (s)", e => e.TimeSeconds),
            new("/entry/events/level", Hdf5Type.UInt8, "1", "0 information, 1 warning, 2 error") { Axes = [DataAxis.Row], Row = d => (byte)((RunEvent)d).Level },
            Text<RunEvent>("/entry/events/code", 48, "stable short code", e => e.Code),
            Text<RunEvent>("/entry/events/text", 240, "what happened", e => e.Text),
        ])
        {
            Takes = document => document is RunEvent,
            // four a minute and room for a burst
            Capacity = run => Rows(1024 + 4 * run.LongestDuration.TotalMinutes),
        },
        new("monitors", new GroupDefinition("/entry/monitors", "NXcollection"),
        [
            Number<MonitorSample>("/entry/monitors/time", "s", "time since start_time (s)", m => m.TimeSeconds),
            Text<MonitorSample>("/entry/monitors/stream", 48, "name of the stream; values are in SI", m => m.Stream),
            Number<MonitorSample>("/entry/monitors/value", "1", "value in the SI unit of its stream", m => m.Value),
        ])
        {
            Takes = document => document is MonitorSample,
            // four streams, one reading of each a second
            Capacity = run => Rows(1024 + 4 * run.LongestDuration.TotalSeconds),
        },
        new("reference", new GroupDefinition("/entry/reference", "NXdata")
        {
            Signal = "B",
            Axes = [DataAxis.Row],
            When = run => run.Plan.Reference is not null,
        },
        [
            Number<ReferenceVisit>("/entry/reference/time", "s", "time since start_time (s)", r => r.TimeSeconds),
            new("/entry/reference/line", Hdf5Type.Int64, "1", "running number of the line before which it was made") { Axes = [DataAxis.Row], Row = d => ((ReferenceVisit)d).Line },
            Number<ReferenceVisit>("/entry/reference/B", "T", "field along the NV axis (T)", r => r.ParallelFieldTesla),
            Number<ReferenceVisit>("/entry/reference/B_errors", "T", "its standard deviation (T)", r => r.ParallelFieldErrorTesla),
            Number<ReferenceVisit>("/entry/reference/D", "Hz", "zero-field splitting (Hz)", r => r.ZeroFieldSplittingHz),
            Number<ReferenceVisit>("/entry/reference/contrast", "1", "contrast", r => r.Contrast),
            Number<ReferenceVisit>("/entry/reference/rate", "counts/s", "photon rate off resonance (counts/s)", r => r.PhotonRate),
        ])
        {
            Takes = document => document is ReferenceVisit,
            Capacity = run => Rows(8 + ReferenceVisits(run)),
        },
    ];

    private static double ReferenceVisits(RunStarted run)
    {
        double lines = new ScanSchedule(run.Plan.Scan).LineCount;
        return run.Plan.Reference is { EveryLines: > 0 } reference ? Math.Ceiling(lines / reference.EveryLines) : 1;
    }

    private static int Rows(double expected) => (int)Math.Min(MostRows, Math.Ceiling(Reserve * expected));

    private static DatasetDefinition Number<T>(string path, string units, string longName, Func<T, double> value)
        where T : RunDocument => new(path, Hdf5Type.Float64, units, longName) { Axes = [DataAxis.Row], Row = document => value((T)document) };

    private static DatasetDefinition Text<T>(string path, int bytes, string longName, Func<T, string> value)
        where T : RunDocument => new(path, Hdf5Type.Text, "", longName) { Axes = [DataAxis.Row], TextBytes = bytes, Row = document => value((T)document) };
}
