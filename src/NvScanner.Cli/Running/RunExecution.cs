using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition;
using NvScanner.Cli.Rigs;
using NvScanner.Configuration;
using NvScanner.Storage.Writing;

namespace NvScanner.Cli.Running;

/// <summary>Composes clock, rig, run file and coordinator for one run, and says how it ended.</summary>
internal static class RunExecution
{
    /// <summary>Runs an order from its files to its closing table; returns the exit code when the rig is safe and the file complete.</summary>
    public static Task<int> RunAsync(CommandContext context, RunOrder order, CancellationToken stop) =>
        RunAsync(context, PreparedRun.From(order, context.Clock), order.Headless, stop);

    /// <summary>Runs what is prepared; returns the exit code when the rig is safe and the file complete.</summary>
    public static async Task<int> RunAsync(CommandContext context, PreparedRun prepared, bool headless, CancellationToken stop)
    {
        foreach (var warning in prepared.Warnings)
            context.Terminal.Say($"warning: {warning}");

        using var clock = new RigClock(prepared.Profile.Value, prepared.RealTime, context.Clock);
        await using var rig = await RigFactory.ConnectAsync(prepared.Profile, clock.Time, context.Terminal, stop);
        var writer = new RunFileWriter(prepared.OutputPath, prepared.FileOptions, context.Clock);
        var request = new RunRequest(prepared.Plan.Value, rig, [writer], prepared.Settings);

        var coordinator = new RunCoordinator(clock.Time, context.Logging);
        using var signals = new PauseSignals(coordinator);
        if (!headless && context.Terminal.ReadKey is { } readKey)
            PauseKeys.Read(coordinator, readKey);
        var outcome = await RunView.WatchAsync(context.Terminal, headless, progress => coordinator.RunAsync(request, progress, stop));

        return Conclude(context, prepared, outcome, writer);
    }

    private static int Conclude(CommandContext context, PreparedRun prepared, RunOutcome outcome, RunFileWriter writer)
    {
        if (outcome.Problems.Count > 0)
            throw new ConfigurationException(outcome.Problems.Select(p => prepared.Plan.At(p.Field, p.Message)).ToArray());

        if (writer.Refusal is { } refusal)
            throw refusal;
        var untouched = outcome is { Pixels: 0, VirtualSeconds: 0 };
        if (!untouched && !writer.RestoredPrevious && !writer.LeftAsItWas && File.Exists(writer.Path))
            ClosingTable.Write(context.Terminal, writer.Path, outcome);
        foreach (var remark in writer.Remarks)
            context.Terminal.Say($"warning: {remark}");
        foreach (var instrument in outcome.Unsafe)
            context.Terminal.Say($"NOT SAFE: {instrument}");
        return outcome.State switch
        {
            RunState.Completed => ExitCodes.Completed,
            RunState.Stopped or RunState.Aborted when outcome.Error is null => ExitCodes.Stopped, // aborted: stopped before the first pixel; a refused plan has left above
            RunState.Tripped => Fail(context, outcome, ExitCodes.Tripped),
            _ when outcome.Error is { } error => throw new RunFailedException(untouched, outcome.Reason, error),
            _ => Fail(context, outcome, ExitCodes.Other),
        };
    }

    private static int Fail(CommandContext context, RunOutcome outcome, int code)
    {
        context.Terminal.Say($"error: the run {RunTransitions.Word(outcome.State)}: {outcome.Reason}");
        return code;
    }
}
