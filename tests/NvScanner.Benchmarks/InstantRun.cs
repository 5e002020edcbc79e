using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition;
using NvScanner.Benchmarks.Instant;
using NvScanner.Storage.Writing;

namespace NvScanner.Benchmarks;

/// <summary>Runs a plan on the rig without latency into a real run file and returns the outcome.</summary>
internal static class InstantRun
{
    public static async Task<RunOutcome> RunAsync(ScanPlan plan, bool powerCutSafe = false)
    {
        using var scratch = new ScratchFile();
        var time = TimeProvider.System;
        await using var rig = await InstantRig.ConnectAsync(plan.Protocol.FrequenciesHz(), time);
        var sink = new RunFileWriter(scratch.Path, new RunFileWriterOptions { PowerCutSafe = powerCutSafe }, time);
        var outcome = await new RunCoordinator(time, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, CancellationToken.None);
        return outcome.State == RunState.Completed ? outcome : throw new InvalidOperationException($"The run ended {outcome.State}: {outcome.Reason}", outcome.Error);
    }
}
