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
        new("electrochemistry", new GroupDefinition(RunPaths.Electrochemistry, "NXdata") { Signal = "voltage", Axes = [DataAxis.Row], When = CellDatasets.HasCell },
        [
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/time", "s", "time since start_time (s)", c => c.TimeSeconds),
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/voltage", "V", "cell voltage, phi(positive) - phi(negative) (V)", c => c.PotentialVolts),
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/current", "A", "cell current, positive charges (A)", c => c.CurrentAmperes) with { IsAuxiliary = true },
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/charge", "C", "charge since the run's start (C)", c => c.ChargeCoulombs) with { IsAuxiliary = true },
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/state_of_charge", "1", "state of charge", c => c.StateOfCharge) with { IsAuxiliary = true },
            Number<CellLogRow>($"{RunPaths.Electrochemistry}/temperature", "K", "temperature of the cell (K); NaN without a thermometer", c => c.TemperatureKelvin) with { IsAuxiliary = true },
            Whole<CellLogRow>($"{RunPaths.Electrochemistry}/step", "number of the step in the plan, 0 at open circuit before and after the programme", c => c.Step) with
            {
                IsAuxiliary = true,
                Attributes = run => [("meanings", CellDatasets.StepMeanings(run))],
            },
            Whole<CellLogRow>($"{RunPaths.Electrochemistry}/cycle", "cycle of the cell programme, from 1", c => c.Cycle) with { IsAuxiliary = true },
        ])
        {
            Takes = document => document is CellLogRow,
            Capacity = run => Rows(1024 + CellReadings(run)),
        },
    ];

    private static double ReferenceVisits(RunStarted run)
    {
        double lines = new ScanSchedule(run.Plan.Scan).LineCount;
        return run.Plan.Reference is { EveryLines: > 0 } reference ? Math.Ceiling(lines / reference.EveryLines) : 1;
    }

    /// <summary>One reading per sampling time, and at the begin and end of every step.</summary>
    private static double CellReadings(RunStarted run)
    {
        CellPlan cell = run.Plan.Cell!;
        double steps = cell.Program.Sum(item => item is CellRepeat repeat ? (double)repeat.Times * repeat.Steps.Count : 1);
        return run.LongestDuration / cell.Sampling + 2 * steps;
    }

    private static int Rows(double expected) => (int)Math.Min(MostRows, Math.Ceiling(Reserve * expected));

    private static DatasetDefinition Number<T>(string path, string units, string longName, Func<T, double> value)
        where T : RunDocument => new(path, Hdf5Type.Float64, units, longName) { Axes = [DataAxis.Row], Row = document => value((T)document) };

    private static DatasetDefinition Whole<T>(string path, string longName, Func<T, long> value)
        where T : RunDocument => new(path, Hdf5Type.Int64, "1", longName) { Axes = [DataAxis.Row], Row = document => value((T)document) };

    private static DatasetDefinition Text<T>(string path, int bytes, string longName, Func<T, string> value)
        where T : RunDocument => new(path, Hdf5Type.Text, "", longName) { Axes = [DataAxis.Row], TextBytes = bytes, Row = document => value((T)document) };
}
