using Microsoft.Extensions.Logging;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition;

/// <summary>Runs scans: what console and service call. One run at a time.</summary>
/// <param name="time">The clock of scans: real, scaled or virtual.</param>
/// <param name="logging">Log.</param>
public sealed class RunCoordinator(TimeProvider time, ILoggerFactory logging)
{
    private readonly ILogger _logger = logging.CreateLogger<RunCoordinator>();
    private RunSession? _session;

    /// <summary>
    /// Runs a plan from preflight to the last sink's completion. Cancelling <paramref name="stop"/> is the planned stop: the rig is made safe, what was measured is stored, and the
    /// state is Stopped. Failures are part of the outcome; only a second run beside the first throws <see cref="InvalidOperationException"/>. Returns when the rig is safe and every sink is complete.
    /// </summary>
    public async Task<RunOutcome> RunAsync(RunRequest request, IProgress<RunProgress>? progress, CancellationToken stop)
    {
        var session = new RunSession(request, time, _logger, progress);
        if (Interlocked.CompareExchange(ref _session, session, null) is not null)
            throw new InvalidOperationException("This coordinator already runs a scan; wait for its end or stop it.");
        try
        {
            // away from the caller's context: on the virtual clock a caller may be an actor, and time would stand still while it waits here
            return await Task.Run(() => session.RunAsync(stop), CancellationToken.None);
        }
        finally
        {
            Volatile.Write(ref _session, null);
        }
    }

    /// <summary>
    /// Asks the run to pause at the next pixel's end: emitters off, tip retracted, everything measured committed, state Paused. Returns at once whether that changed anything: a second
    /// request, one during a run's end or without a run is harmless and logged. One that comes while the rig is prepared is heeded before the first pixel. Callable from any thread.
    /// </summary>
    public bool RequestPause() => Volatile.Read(ref _session) is { } session ? session.RequestPause() : Ignore("pause");

    /// <summary>Asks a paused run to go on, or takes back a pause that has not begun. Returns at once whether that changed anything; otherwise harmless and logged. Callable from any thread.</summary>
    public bool RequestResume() => Volatile.Read(ref _session) is { } session ? session.RequestResume() : Ignore("resume");

    private bool Ignore(string wish)
    {
        _logger.LogInformation("Nothing runs that could {Wish}", wish);
        return false;
    }
}
