using Microsoft.Extensions.Logging;

namespace NvScanner.Acquisition;

/// <summary>Runs scans: what console and service call. One run at a time.</summary>
public sealed class RunCoordinator(TimeProvider time, ILoggerFactory logging)
{
    /// <summary>
    /// Runs a plan from preflight to the last sink's completion. Cancelling <paramref name="stop"/> is the planned stop: the rig is made safe, what was measured is
    /// stored, and the state is Stopped. Failures are part of the outcome and never thrown. Returns when the rig is safe and every sink is complete.
    /// </summary>
    public Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunProgress>? progress, CancellationToken stop) =>
        throw new InvalidOperationException($"{time} {logging}");
}
