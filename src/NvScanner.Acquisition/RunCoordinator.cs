using Microsoft.Extensions.Logging;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition;

/// <summary>Runs scans: what console and service call. One run at a time.</summary>
/// <param name="time">The clock of scans: real, scaled or virtual.</param>
/// <param name="logging">Log.</param>
public sealed class RunCoordinator(TimeProvider time, ILoggerFactory logging)
{
    private int _running;

    /// <summary>
    /// Runs a plan from preflight to the last sink's completion. Cancelling <paramref name="stop"/> is the planned stop: the rig is made safe, what was measured is stored, and the
    /// state is Stopped. Failures are part of the outcome; only a second run beside the first throws <see cref="InvalidOperationException"/>. Returns when the rig is safe and every sink is complete.
    /// </summary>
    public async Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunProgress>? progress, CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
            throw new InvalidOperationException("This coordinator already runs a scan; wait for its end or stop it.");
        try
        {
            // away from the caller's context: on the virtual clock a caller may be an actor, and time would stand still while it waits here
            return await Task.Run(() => new RunSession(request, time, logging.CreateLogger<RunCoordinator>(), progress).RunAsync(stop), CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _running, 0);
        }
    }
}
