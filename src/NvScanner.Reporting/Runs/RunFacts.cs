using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Reporting.Figures;
using NvScanner.Reporting.Maps;
using NvScanner.Reporting.Pages;
using NvScanner.Storage.Reading;

namespace NvScanner.Reporting.Runs;

/// <summary>The numbers of a report in words.</summary>
internal static class RunFacts
{
    public static IReadOnlyList<ReportFact> KeyFigures(RunFile run, RunHealth health)
    {
        var error = Statistics.Median(health.FieldErrorsTesla);
        var facts = new List<ReportFact>
        {
            new("Pixels measured", Count(health.Measured), health.Measured == health.Planned ? "all of the plan" : $"of {Count(health.Planned)} planned"),
            new("Pixels valid", Count(health.Valid), Flagged(health) + $"; {Count(health.Converged)} have a field"),
            new("Field error, median", SiScale.For("T", error).Format(error, 3), "one sigma, random part"),
            new("Reduced chi-square, median", Plain(Statistics.Median(health.ChiSquares)), "1 where model and noise are right"),
        };
        if (run.HasTruth)
            facts.Add(new("Median |pull|", Plain(health.MedianPull), "against the truth; 0.674 for right error bars"));
        facts.Add(new("Duration", Duration(health.ElapsedSeconds), run.EndTime is null ? "up to the last pixel" : "of the run's clock"));
        facts.Add(new("Duty cycle", Share(health.DutyCycle), "of the scan collects photons"));
        facts.Add(new("Overhead per pixel", SiScale.For("s", health.OverheadSecondsPerPixel).Format(health.OverheadSecondsPerPixel, 3), "everything but photon collection"));
        return facts;
    }

    /// <summary>"576 flagged (no dip)", with "mostly" where there are other reasons too.</summary>
    public static string Flagged(RunHealth health)
    {
        if (health.LeadingReason is not { } reason)
            return "none flagged";
        var isOnlyOne = health.Reasons.First(r => r.Reason == reason).Pixels == health.Flagged;
        return $"{Count(health.Flagged)} flagged ({(isOnlyOne ? "" : "mostly ")}{ReasonColours.NameOf(reason)})";
    }

    public static IReadOnlyList<ReportFact> Plan(RunFile run, FieldMap field, RunHealth health)
    {
        var (x, y) = (SiScale.For("m", field.SizeX), SiScale.For("m", field.SizeY));
        var (pitchX, pitchY) = (field.SizeX / field.PixelsX, field.SizeY / field.PixelsY);
        var (dwell, sweeps) = (run.ReadDwellSeconds(field.Frame), run.ReadSweeps(field.Frame).Where(s => s > 0).ToArray());
        var systematic = run.ParallelFieldSystematicTesla.DefaultIfEmpty(double.NaN).Max();
        var visits = run.ReadReferenceVisits();
        var facts = new List<ReportFact>
        {
            new("Sample", run.SampleId),
            new("Rig", run.RigName),
            new("Field of view", $"{x.Format(field.SizeX)} x {y.Format(field.SizeY)}",
                $"lower left corner at x = {SiScale.For("m", field.OriginX).Format(field.OriginX)}, y = {SiScale.For("m", field.OriginY).Format(field.OriginY)}"),
            new("Pixels", $"{field.PixelsX} x {field.PixelsY}", $"pitch {SiScale.For("m", pitchX).Format(pitchX)} x {SiScale.For("m", pitchY).Format(pitchY)}"),
            new("Rotation", $"{SiScale.Significant(field.RotationDegrees, 4)}°", "of the frame, counter-clockwise about its centre; axes of the pictures are those of the frame"),
            new("Frames", Count(run.Shape.Frames)),
            new("Frequencies", Windows(run.FrequenciesHz), $"{Count(run.Shape.Bins)} points"),
            new("Fit model", run.FitModel),
            new("Counting per point", SiScale.For("s", Statistics.Median(dwell)).Format(Statistics.Median(dwell), 3), "median, all sweeps of a pixel together"),
        };
        if (sweeps.Length > 0)
            facts.Add(new("Sweeps per pixel", SiScale.Significant(Statistics.Median(sweeps.Select(s => (double)s)), 3), $"median; {Count(sweeps.Min())} to {Count(sweeps.Max())}"));
        if (visits.Count > 0)
        {
            var reference = Statistics.Median(visits.Select(v => v.ParallelFieldTesla));
            facts.Add(new("Reference visits", Count(visits.Count), $"median field {SiScale.For("T", reference).Format(reference, 6)}"));
        }

        if (run.ReadPauses() is { Count: > 0 } pauses)
            facts.Add(new("Paused", Duration(pauses.Where(p => double.IsFinite(p.EndSeconds)).Sum(p => p.EndSeconds - p.BeginSeconds)), $"{Count(pauses.Count)} times; not part of duty cycle and overhead"));
        if (CellSummary.Of(run.ReadCellLog()) is { } cell)
            facts.Add(Cell(cell));

        // a pair of lines gives the field without the calibrated D
        if (systematic > 0)
            facts.Add(new("Systematic error of the field", SiScale.For("T", systematic).Format(systematic, 3), "one sigma, from the calibrated D, the same for all pixels; bias and orientation are not included"));
        facts.Add(new("Photon collection", Duration(health.PhotonSeconds), $"{Share(health.DutyCycle)} of the {Duration(health.ScanSeconds)} from the first pixel to the last"));
        return facts;
    }

    private static ReportFact Cell(CellSummary cell)
    {
        var charge = new SiScale(3.6, "mAh").Format(cell.ChargeCoulombs);
        var stateOfCharge = double.IsFinite(cell.LastStateOfCharge) ? $", state of charge {Plain(cell.FirstStateOfCharge)} to {Plain(cell.LastStateOfCharge)}" : "";
        return new("Cell", $"{charge} since the start{stateOfCharge}", $"{Count(cell.Readings)} readings; ended {(cell.LastStep == 0 ? "at open circuit" : $"in step {Count(cell.LastStep)}")}, cycle {Count(cell.Cycles)}");
    }

    public static IReadOnlyList<ReportFact> Provenance(RunFile run)
    {
        var facts = new List<ReportFact>
        {
            new("Run", run.Identifier),
            new("File", Path.GetFileName(run.Path)),
            new("Start", run.StartTime.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture)),
            new("End", run.EndTime?.ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture) ?? "not recorded"),
            new("State", RunTransitions.Word(run.State)),
            new("Seed", run.Seed?.ToString(CultureInfo.InvariantCulture) ?? "none: a real rig"),
        };
        facts.AddRange(run.Versions.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new ReportFact(v.Key, v.Value)));
        return facts;
    }

    private static string Windows(double[] frequenciesHz) => string.Join(" and ", SpectrumFigure.Windows(frequenciesHz).Select(window =>
    {
        var part = frequenciesHz[window];
        var scale = SiScale.For("Hz", part[^1]);
        return $"{scale.Format(part[0], 6)} to {scale.Format(part[^1], 6)}";
    }));

    private static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "not determined";
        if (seconds < 120)
            return SiScale.Significant(seconds, 3) + " s";
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return time.TotalHours < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes:00} min");
    }

    private static string Share(double fraction) => double.IsFinite(fraction) ? SiScale.Fixed(100 * fraction, 1) + " %" : "not determined";

    private static string Plain(double value) => double.IsFinite(value) ? SiScale.Fixed(value, 3) : "not determined";

    private static string Count(long number) => number.ToString(CultureInfo.InvariantCulture);
}
