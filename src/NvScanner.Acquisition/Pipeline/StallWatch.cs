namespace NvScanner.Acquisition.Pipeline;

/// <summary>Tells when the scan has waited for the store for long: laser and microwave are on meanwhile. Told once per wait; the timer is moved at most once per such time.</summary>
internal sealed class StallWatch : IDisposable
{
    /// <summary>A wait that is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _storeClock;
    private readonly Action _stalled;
    private readonly ITimer _timer;
    private long? _since;
    private bool _armed;

    /// <param name="storeClock">The clock of the store.</param>
    /// <param name="stalled">Told, on the timer's thread, of a wait that lasts.</param>
    public StallWatch(TimeProvider storeClock, Action stalled)
    {
        (_storeClock, _stalled) = (storeClock, stalled);
        _timer = storeClock.CreateTimer(static watch => ((StallWatch)watch!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The scan waits from now on.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _since = _storeClock.GetTimestamp();
            if (_armed)
                return;
            _armed = true;
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The scan goes on.</summary>
    public void End()
    {
        lock (_lock)
            _since = null;
    }

    /// <summary>Takes the timer off the clock, at the end of the scan: a clock without other work would step to it.</summary>
    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        lock (_lock)
        {
            _armed = false;
            if (_since is not { } since)
                return;
            var waited = _storeClock.GetElapsedTime(since);
            if (waited < Patience)
            {
                _armed = true;
                _timer.Change(Patience - waited, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        _stalled();
    }
}
