using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Cli.Rigs;
using NvScanner.Configuration;
using NvScanner.Hdf5;
using NvScanner.Storage;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Writing;

namespace NvScanner.Cli.Running;

/// <summary>An unfinished run whose file has been found good, before anything is touched.</summary>
internal static class ResumedRun
{
    /// <summary>Reads and checks an unfinished run; null when it is complete. Throws with what is wrong, and touches nothing.</summary>
    public static PreparedRun? From(ResumeOrder order, CommandContext context)
    {
        try
        {
            using var file = RunFile.Open(order.Path);
            if (file.SchemaVersion != RunFile.CurrentSchemaVersion)
                throw new BadInputException($"{order.Path}: the layout has version {file.SchemaVersion}, and this program writes {RunFile.CurrentSchemaVersion}: go on with a newer NvScanner");
            // killed at the very end, before its series had their true lengths: only lived through again does it become what it would have been
            if (file.State == RunState.Completed && (file.HasTrueLengths || file.IsVirtualTime is not true))
                return null;
            RunFile.RequireUnheld(order.Path);
            var run = From(file, order, context.Clock);
            context.Terminal.Say(run.FileOptions.Mode == RunFileMode.LiveAgain
                ? $"{file.Path} has {file.Tally().Acknowledged} of {file.Tally().Total} pixels; its simulated world is lived through again up to there"
                : $"{file.Path} has {run.Settings.FirstVisit} of {file.Tally().Total} pixels; the run goes on at the next one");
            return run;
        }
        catch (Hdf5Exception error)
        {
            throw new BadInputException($"{order.Path}: the file is damaged, and its run cannot go on; what can be read of it nvscanner export still reads. {error.Message}", error);
        }
    }

    private static PreparedRun From(RunFile file, ResumeOrder order, TimeProvider clock)
    {
        if (file.PlanText.Length == 0 || file.ProfileText.Length == 0)
            throw new BadInputException($"{file.Path}: it holds no plan or no profile, so nobody knows how to go on; begin a new run");
        var plan = PlanLoader.Parse(file.PlanText, $"{file.Path} (its plan)");
        var stored = RigFactory.ParseProfile(file.ProfileText, $"{file.Path} (its profile)");
        var profile = order.ProfilePath is { } path ? RigFactory.LoadProfile(path, []) : stored;
        var differences = ProfileAgreement.Differences(stored.Value, profile.Value).ToArray();
        if (differences.Length > 0)
            throw new BadInputException($"{profile.Path}: this is not the rig of {file.Path}, whose data would not belong together: {string.Join("; ", differences)}. Mend the profile, or begin a new run");
        PreparedRun.RequireFeasible(plan, profile);

        var acknowledgement = Acknowledgement(file, order);
        var warnings = PlanPreflight.Warnings(plan.Value, profile.Value);
        var settings = PreparedRun.SettingsFor(clock) with { RunId = RunIdOf(file), StartTime = file.StartTime };
        var options = new RunFileWriterOptions { Mode = RunFileMode.LiveAgain, Acknowledgement = acknowledgement };
        if (profile.Value.Simulation is not null && file.IsVirtualTime is not false)
            return new PreparedRun(plan, profile, file.Path, options, [.. warnings, .. Repeats(file, order)], settings with { PausesBefore = Pauses(file) }, RealTime: false);

        var visits = file.MeasuredVisits(plan.Value.Scan);
        if (plan.Value.Cell is not null && (visits > 0 || file.ReadCellLog().Count > 0))
            throw new BadInputException($"{file.Path}: a run with a cell programme cannot go on in the middle: the programme was cut, and the cell's charge would not agree with it; begin a new run, with x-initial where the cell is now");
        settings = settings with { FirstVisit = visits, SecondsBefore = Math.Max(file.LatestSeconds, (clock.GetUtcNow() - file.StartTime).TotalSeconds) };
        return new PreparedRun(plan, profile, file.Path, options with { Mode = RunFileMode.GoOn }, warnings, settings, RealTime: true);
    }

    private static Guid RunIdOf(RunFile file) => Guid.TryParse(file.Identifier, out var id)
        ? id
        : throw new BadInputException($"{file.Path}: the run file is damaged: '{file.Identifier}' is no identity of a run");

    // safety trips never go on by themselves
    private static string Acknowledgement(RunFile file, ResumeOrder order)
    {
        var events = file.ReadEvents();
        var sinceLast = events.Skip(events.ToList().FindLastIndex(e => e.Code == RunEventCodes.Continued) + 1);
        var reasons = sinceLast.Where(e => e.Level == EventLevel.Error && (e.Code == "make-safe-failed" || (file.State == RunState.Tripped && e.Code == $"run-{RunTransitions.Word(RunState.Tripped)}"))).ToArray();
        if (file.State != RunState.Tripped && reasons.Length == 0)
            return "";
        if (order.AcknowledgeTrip)
            return $"{Environment.UserName} has acknowledged why";
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"{file.Path}: the run ended for safety: {string.Join("; ", reasons.Select(e => e.Text).Distinct())}. Look at the rig and clear the cause; then say --acknowledge-trip"));
    }

    private static IEnumerable<string> Repeats(RunFile file, ResumeOrder order)
    {
        if (order.ProfilePath is null && file.ReadEvents() is [.., var cause, { Code: "run-tripped" or "run-failed" }] && cause.Code is not "sink-failed")
            yield return "a simulated world repeats itself: what ended the run was part of it and ends it again, unless --profile names a profile without that fault";
    }

    // a pause in which the program died is none that the run went on from
    private static RunEvent[] Pauses(RunFile file)
    {
        var ended = file.ReadPauses().Where(pause => double.IsFinite(pause.EndSeconds)).Select(pause => pause.BeginSeconds).ToHashSet();
        return [.. file.ReadEvents().Where(e => e.Code == RunEventCodes.Paused && ended.Contains(e.TimeSeconds))];
    }
}
