using System.Globalization;
using System.Text.Json;
using NvScanner.Abstractions.Runs;
using NvScanner.Cli.Running;
using NvScanner.Cli.Terminal;
using NvScanner.Storage.Reading;
using Spectre.Console;

namespace NvScanner.Cli.Inspection;

/// <summary>Prints what is in a run file.</summary>
internal static class InspectOutput
{
    private const int LatestEvents = 10;

    /// <summary>Writes one JSON object; what is not determined is null.</summary>
    public static void WriteJson(TextWriter writer, RunFile file)
    {
        var summary = RunSummary.Of(file);
        writer.WriteLine(JsonSerializer.Serialize(new
        {
            file = file.Path,
            title = file.Title,
            identifier = file.Identifier,
            state = RunTransitions.Word(file.State),
            interrupted = file.IsInterrupted,
            start_time = file.StartTime,
            end_time = file.EndTime,
            sample = file.SampleId,
            rig = file.RigName,
            seed = file.Seed,
            fit_model = file.FitModel,
            shape = new { frames = file.Shape.Frames, y = file.Shape.PixelsY, x = file.Shape.PixelsX, frequencies = file.Shape.Bins },
            pixels = new { total = summary.Tally.Total, valid = summary.Tally.Valid, flagged = summary.Tally.Flagged, acknowledged = summary.Tally.Acknowledged, converged = summary.Converged },
            median_sigma_b_t = Finite(summary.MedianFieldErrorTesla),
            duty_cycle = Finite(summary.DutyCycle),
            overhead_s_per_pixel = Finite(file.OverheadSecondsPerPixel),
            duration_s = Finite(file.DurationSeconds),
            truth_score = Finite(summary.TruthScore),
            cell = CellSummary.Of(file.ReadCellLog()) is { } cell
                ? new
                {
                    readings = cell.Readings,
                    voltage_v = new[] { Finite(cell.LowestVolts), Finite(cell.HighestVolts) },
                    current_a = new[] { Finite(cell.LowestAmperes), Finite(cell.HighestAmperes) },
                    charge_c = Finite(cell.ChargeCoulombs),
                    state_of_charge = new[] { Finite(cell.FirstStateOfCharge), Finite(cell.LastStateOfCharge) },
                    step = cell.LastStep,
                    cycle = cell.Cycles,
                }
                : null,
            maps = file.Maps.Select(m => new { name = m.Name, units = m.Units, has_errors = m.HasErrors }),
            pauses = file.ReadPauses().Select(p => new { begin_s = p.BeginSeconds, end_s = Finite(p.EndSeconds) }),
            reference_visits = file.ReadReferenceVisits().Count,
            events = file.ReadEvents().Select(e => new { time_s = e.TimeSeconds, level = e.Level.ToString().ToLowerInvariant(), code = e.Code, text = e.Text }),
            versions = file.Versions,
        }));
    }

    /// <summary>Writes tables of facts, maps and the latest events.</summary>
    public static void WriteTables(IAnsiConsole console, RunFile file)
    {
        console.Write(Tables.OfFacts(Facts(file, RunSummary.Of(file))));

        var maps = Tables.WithColumns("map", "units", "what it is");
        foreach (var map in file.Maps)
            maps.AddLiteralRow(map.HasErrors ? map.Name + " (with errors)" : map.Name, map.Units, map.LongName);
        console.Write(maps);

        var events = file.ReadEvents();
        if (events.Count == 0)
            return;
        var table = Tables.WithColumns("time (s)", "event", events.Count > LatestEvents ? Invariant($"the latest {LatestEvents} of {events.Count}") : "what happened");
        foreach (var entry in events.TakeLast(LatestEvents))
            table.AddLiteralRow(Invariant($"{entry.TimeSeconds:F1}"), entry.Code, entry.Text);
        console.Write(table);
    }

    private static IEnumerable<(string, string)> Facts(RunFile file, RunSummary summary)
    {
        yield return ("file", file.Path);
        yield return ("plan", file.Title);
        yield return ("sample", file.SampleId);
        yield return ("rig", file.Seed is { } seed ? Invariant($"{file.RigName} (simulated, seed {seed})") : file.RigName);
        yield return ("state", file.IsInterrupted ? $"{RunTransitions.Word(file.State)}, but nobody writes the file: interrupted" : RunTransitions.Word(file.State));
        yield return ("started", file.StartTime.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        if (file.EndTime is { } end)
            yield return ("ended", end.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        if (file.ReadPauses() is { Count: > 0 } pauses)
            yield return ("paused", PausesText(pauses));
        yield return ("pixels", Invariant($"{file.Shape.PixelsX} x {file.Shape.PixelsY}, {file.Shape.Frames} frame(s), {file.Shape.Bins} frequencies"));
        yield return ("valid pixels", summary.PixelsText);
        yield return ("converged", Invariant($"{summary.Converged}"));
        yield return ("fit model", file.FitModel);
        if (double.IsFinite(summary.MedianFieldErrorTesla))
            yield return ("median sigma of B parallel", Invariant($"{summary.MedianFieldErrorTesla * 1e6:F2} uT"));
        if (double.IsFinite(summary.DutyCycle))
            yield return ("duty cycle", Invariant($"{summary.DutyCycle:F3}"));
        if (double.IsFinite(file.OverheadSecondsPerPixel))
            yield return ("overhead per pixel", Invariant($"{file.OverheadSecondsPerPixel * 1e3:F3} ms"));
        if (CellSummary.Of(file.ReadCellLog()) is { } cell)
            yield return ("cell", CellText.Of(cell));
        if (double.IsFinite(summary.TruthScore))
            yield return ("truth score", summary.TruthScoreText);
    }

    private static string PausesText(IReadOnlyList<PauseInterval> pauses)
    {
        var seconds = pauses.Where(p => double.IsFinite(p.EndSeconds)).Sum(p => p.EndSeconds - p.BeginSeconds);
        var latest = double.IsFinite(pauses[^1].EndSeconds) ? "" : Invariant($", and from {RunProgressText.Duration(TimeSpan.FromSeconds(pauses[^1].BeginSeconds))} on");
        return Invariant($"{pauses.Count} time(s), {RunProgressText.Duration(TimeSpan.FromSeconds(seconds))} in all{latest}");
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
