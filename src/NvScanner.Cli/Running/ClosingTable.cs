using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition;
using NvScanner.Cli.Inspection;
using NvScanner.Cli.Terminal;
using NvScanner.Storage.Reading;

namespace NvScanner.Cli.Running;

/// <summary>What a run came to, in one table.</summary>
internal static class ClosingTable
{
    private const int MostWarnings = 5;

    /// <summary>Prints the figures of the run and of the file that it left.</summary>
    public static void Write(TerminalOutput terminal, string path, RunOutcome outcome)
    {
        using var file = RunFile.Open(path);
        var summary = RunSummary.Of(file);
        terminal.People.Write(Tables.OfFacts(Facts(path, outcome, summary, CellSummary.Of(file.ReadCellLog()))));
        WriteWarnings(terminal, file);
    }

    // a run that completed may still have measured nothing worth having: its warnings are said where the operator looks
    private static void WriteWarnings(TerminalOutput terminal, RunFile file)
    {
        var warnings = file.ReadEvents().Where(e => e.Level != EventLevel.Information).ToArray();
        foreach (var warning in warnings.Take(MostWarnings))
            terminal.Say(Invariant($"warning: at {warning.TimeSeconds:F1} s: {warning.Text}"));
        if (warnings.Length > MostWarnings)
            terminal.Say(Invariant($"warning: {warnings.Length - MostWarnings} more events; nvscanner inspect lists the latest"));
    }

    private static IEnumerable<(string, string)> Facts(string path, RunOutcome outcome, RunSummary summary, CellSummary? cell)
    {
        yield return ("state", $"{RunTransitions.Word(outcome.State)} ({outcome.Reason})");
        yield return ("pixels", Invariant($"{summary.Tally.Acknowledged} of {summary.Tally.Total}"));
        if (summary.Tally.Flagged > 0)
            yield return ("valid pixels", summary.PixelsText);
        if (summary.Tally.Acknowledged > 0)
            yield return ("converged", Invariant($"{summary.Converged} ({100 * summary.ConvergedFraction:F2} %)"));
        if (double.IsFinite(summary.MedianFieldErrorTesla))
            yield return ("median sigma of B parallel", Invariant($"{summary.MedianFieldErrorTesla * 1e6:F2} uT"));
        if (outcome.PixelsAboveSigma > 0)
            yield return ("above sigma-b at max-time", Invariant($"{outcome.PixelsAboveSigma} pixels"));
        if (double.IsFinite(outcome.DutyCycle))
        {
            yield return ("duty cycle", Invariant($"{outcome.DutyCycle:F3}"));
            yield return ("overhead per pixel", Invariant($"{outcome.OverheadSecondsPerPixel * 1e3:F3} ms"));
        }
        yield return ("time on the rig's clock", RunProgressText.Duration(TimeSpan.FromSeconds(outcome.VirtualSeconds)));
        if (outcome.PausedSeconds > 0)
            yield return ("of that paused", RunProgressText.Duration(TimeSpan.FromSeconds(outcome.PausedSeconds)));
        yield return ("time that passed here", Invariant($"{outcome.WallSeconds:F1} s"));
        if (outcome.DroppedViewFrames > 0)
            yield return ("dropped view frames", Invariant($"{outcome.DroppedViewFrames}"));
        if (cell is not null)
            yield return ("cell", CellText.Of(cell));
        if (double.IsFinite(summary.TruthScore))
            yield return ("truth score", summary.TruthScoreText);
        yield return ("file", path);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
