using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Pages;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Runs;

/// <summary>Collects what a report shows from a run file.</summary>
public static class RunContent
{
    private const double MainBox = 480;
    private const int MostFrames = 24;
    private const int MostWarnings = 8;
    private const double NoisyReference = 1.2;

    private static readonly string[] FurtherMaps =
        ["B_stray", "B_parallel", "contrast", "linewidth", "photon_rate", "zero_field_splitting", "chi2_reduced", MapNames.Topography, MapNames.Reason];

    /// <summary>Reads a run, finished or not; of several frames the last one with a measured pixel is shown in full.</summary>
    public static ReportContent Read(RunFile run)
    {
        var maps = new RunMaps(run);
        var frame = LastMeasuredFrame(run);
        var health = RunHealth.Of(run);
        var events = run.ReadEvents();
        var notes = new List<string>();
        var field = MainField(maps, frame, notes);
        if (run.Shape.Frames > 1)
            notes.Add($"Maps and spectra are of frame {frame + 1} of {run.Shape.Frames}; numbers and histograms are of the whole run.");
        var (spectra, degreesOfFreedom) = Spectra(run, maps, field, frame);
        return new()
        {
            Title = run.Title,
            State = run.State,
            IsInterrupted = run.IsInterrupted,
            IsMostlyFlagged = health.IsMostlyFlagged,
            Warnings = [.. Warnings(health, events)],
            Summary = Summary(run),
            KeyFigures = RunFacts.KeyFigures(run, health),
            Plan = RunFacts.Plan(run, field, health),
            MainMap = new MapFigure(field, box: MainBox),
            Maps = [.. Further(run, maps, field, frame, notes)],
            Frames = Frames(run, maps, field.Name),
            Notes = notes,
            Cell = run.ReadCellLog() is { Count: > 0 } log ? new CellLogFigure(log, [.. TimesOfFrames(run)]) : null,
            Spectra = spectra,
            Histograms = FitHistograms.Of(health, degreesOfFreedom),
            Reasons = health.Reasons,
            Events = events,
            Provenance = RunFacts.Provenance(run),
            PlanText = run.PlanText,
            ProfileText = run.ProfileText,
        };
    }

    /// <summary>What the pixels say, then errors and warnings of the run: each text once, at most so many.</summary>
    private static IEnumerable<string> Warnings(RunHealth health, IReadOnlyList<RunEvent> events)
    {
        if (health.IsMostlyFlagged)
            yield return $"{health.Valid} valid, {RunFacts.Flagged(health)}: the maps show little or nothing that can be relied on.";
        var grave = events.Where(e => e.Level is EventLevel.Warning or EventLevel.Error)
            .GroupBy(e => (e.Level, e.Code, e.Text)).OrderByDescending(g => g.Key.Level).ToArray();
        foreach (var group in grave.Take(MostWarnings))
        {
            var times = group.Count() == 1 ? "" : $" ({group.Count()} times)";
            yield return $"{group.Key.Level.ToString().ToLowerInvariant()} at {SiScale.Fixed(group.First().TimeSeconds, 1)} s, {group.Key.Code}: {group.Key.Text}{times}";
        }

        if (grave.Length > MostWarnings)
            yield return $"{grave.Length - MostWarnings} more under Events.";
    }

    /// <summary>The stray field, unless the noise of its reference visits would spoil the picture.</summary>
    private static FieldMap MainField(RunMaps maps, int frame, List<string> notes)
    {
        if (!maps.Has("B_stray"))
            return maps.Read("B_parallel", frame);
        var stray = Statistics.Median(maps.Read("B_stray" + MapNames.Errors, frame).Values);
        var total = Statistics.Median(maps.Read("B_parallel" + MapNames.Errors, frame).Values);
        if (!(stray > NoisyReference * total))
            return maps.Read("B_stray", frame);
        notes.Add($"The noise of the reference visits raises the median error from {SiScale.For("T", total).Format(total, 3)} to {SiScale.For("T", stray).Format(stray, 3)} " +
            "in the stray field, so the field itself, about its median, is the large map.");
        return maps.Read("B_parallel", frame);
    }

    private static string Summary(RunFile run) =>
        $"Sample {run.SampleId} on {run.RigName}, started {run.StartTime.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)}" +
        (run.HasTruth ? ", simulated with known truth." : ".");

    private static IEnumerable<(double Begin, double End)> TimesOfFrames(RunFile run)
    {
        for (var frame = 0; frame < run.Shape.Frames; frame++)
        {
            var middles = run.ReadRaw("time", frame);
            var pixels = middles.Zip(run.ReadRaw("duration", frame), (middle, duration) => (Begin: middle - 0.5 * duration, End: middle + 0.5 * duration))
                .Where(pixel => double.IsFinite(pixel.Begin)).ToArray();
            if (pixels.Length > 0)
                yield return (pixels.Min(pixel => pixel.Begin), pixels.Max(pixel => pixel.End));
        }
    }

    private static int LastMeasuredFrame(RunFile run)
    {
        for (var frame = run.Shape.Frames - 1; frame > 0; frame--)
        {
            if (run.Tally(frame).Acknowledged > 0)
                return frame;
        }

        return 0;
    }

    private static IEnumerable<MapFigure> Further(RunFile run, RunMaps maps, FieldMap field, int frame, List<string> notes)
    {
        yield return new MapFigure(maps.Read(field.Name + MapNames.Errors, frame));
        foreach (var name in FurtherMaps.Where(name => name != field.Name && maps.Has(name)))
        {
            var map = maps.Read(name, frame);
            if (!map.HasValue)
                notes.Add($"{map.LongName} has no value at any pixel and is not drawn.");
            else
                yield return new MapFigure(map);
        }

        if (!run.HasTruth)
            yield break;
        var (truth, view) = maps.ReadForPicture(MapNames.Truth + "B_parallel", frame);
        yield return new MapFigure(truth, view);
        yield return new MapFigure(maps.Read(MapNames.Residual, frame));
    }

    /// <summary>Every measured frame in the colours of all, when there are several; at most so many, evenly chosen.</summary>
    private static IReadOnlyList<MapFigure> Frames(RunFile run, RunMaps maps, string name)
    {
        var measured = Enumerable.Range(0, run.Shape.Frames).Where(frame => run.Tally(frame).Acknowledged > 0).ToArray();
        if (measured.Length < 2)
            return [];
        var shown = Math.Min(measured.Length, MostFrames);
        var frames = Enumerable.Range(0, shown).Select(i => measured[(int)((long)i * (measured.Length - 1) / Math.Max(shown - 1, 1))])
            .Select(frame => maps.Read(name, frame)).ToArray();
        var centre = name == "B_stray" ? 0 : Statistics.Median(frames.SelectMany(f => f.Values));
        var view = MapView.Of(frames[0] with { Centre = double.IsNaN(centre) ? 0 : centre, Values = [.. frames.SelectMany(f => f.Values)] });
        return [.. frames.Select(f => new MapFigure(f with { Centre = centre, LongName = $"{f.LongName}, frame {f.Frame + 1}" }, view))];
    }

    private static (IReadOnlyList<SpectrumFigure> Figures, int DegreesOfFreedom) Spectra(RunFile run, RunMaps maps, FieldMap field, int frame)
    {
        var refit = new SpectrumRefit(run);
        var errors = maps.Read(field.Name + MapNames.Errors, frame);
        var chiSquares = maps.Read("chi2_reduced", frame);
        var figures = new List<SpectrumFigure>();
        var degreesOfFreedom = 0;
        foreach (var pick in SpectrumPick.Choose(field.Values, field.Centre, chiSquares.Values, maps.Read(MapNames.Reason, frame).Values))
        {
            var (iy, ix) = Math.DivRem(pick.Pixel, field.PixelsX);
            var scale = SiScale.For(field.Unit, double.MaxMagnitudeNumber(field.Values[pick.Pixel], errors.Values[pick.Pixel]));
            var length = SiScale.For("m", Math.Max(Math.Abs(field.OriginX) + field.SizeX, Math.Abs(field.OriginY) + field.SizeY));
            var description =
                $"Pixel ({ix}, {iy}) at x = {length.Format(field.ColumnX(ix))}, y = {length.Format(field.RowY(iy))}: {field.LongName} " +
                $"{scale.Format(field.Values[pick.Pixel], errors.Values[pick.Pixel])}, reduced chi-square {SiScale.Fixed(chiSquares.Values[pick.Pixel], 2)}, {run.FitModel}";
            var (data, freedom) = refit.Read(frame, iy, ix, Capitalised(pick.Why), description);
            degreesOfFreedom = Math.Max(degreesOfFreedom, freedom);
            figures.Add(new(data));
        }

        return (figures, degreesOfFreedom);
    }

    private static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
