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
    public static async Task<int> RunAsync(CommandContext context, RunOrder order, CancellationToken stop)
    {
        var prepared = PreparedRun.From(order, context.Clock);
        foreach (var warning in prepared.Warnings)
            context.Terminal.Say($"warning: {warning}");

        using var clock = new RigClock(prepared.Profile.Value, order.RealTime, context.Clock);
        await using var rig = await RigFactory.ConnectAsync(prepared.Profile, clock.Time, context.Terminal, stop);
        var writer = new RunFileWriter(prepared.OutputPath, prepared.FileOptions, context.Clock);
        var request = new RunRequest(prepared.Plan.Value, rig, [writer], new RunSettings { StoreClock = context.Clock, Versions = ProgramVersions.All });

        var coordinator = new RunCoordinator(clock.Time, context.Logging);
        using var signals = new PauseSignals(coordinator);
        if (!order.Headless && context.Terminal.ReadKey is { } readKey)
            PauseKeys.Read(coordinator, readKey);
        var outcome = await RunView.WatchAsync(context.Terminal, order.Headless, progress => coordinator.RunAsync(request, progress, stop));

        return Conclude(context, prepared, outcome, writer);
    }

    private static int Conclude(CommandContext context, PreparedRun prepared, RunOutcome outcome, RunFileWriter writer)
    {
        if (outcome.Problems.Count > 0)
            throw new ConfigurationException(outcome.Problems.Select(p => prepared.Plan.At(p.Field, p.Message)).ToArray());

        var untouched = outcome is { Pixels: 0, VirtualSeconds: 0 };
        if (!untouched && !writer.RestoredPrevious && File.Exists(writer.Path))
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
