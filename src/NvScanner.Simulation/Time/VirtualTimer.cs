namespace NvScanner.Simulation.Time;

/// <summary>A timer on the virtual clock; its callback runs on the clock's thread, outside every actor.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ClockTarget, ITimer
{
    private TimeSpan _period;
    private bool _scheduled;
    private bool _disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (clock.Gate)
        {
            if (_disposed) return false;
            UnscheduleLocked();
            _period = period;
            if (dueTime != Timeout.InfiniteTimeSpan) ScheduleLocked(dueTime);
            clock.WakeLocked();
            return true;
        }
    }

    public override void FireLocked()
    {
        _scheduled = false;
        Generation++;
        clock.EnqueueLocked(new WorkItem(callback, state, null, null));
        if (_period > TimeSpan.Zero) ScheduleLocked(_period);
    }

    public void Dispose()
    {
        lock (clock.Gate)
        {
            _disposed = true;
            UnscheduleLocked();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void ScheduleLocked(TimeSpan dueTime)
    {
        _scheduled = true;
        clock.ScheduleLocked(this, dueTime);
    }

    private void UnscheduleLocked()
    {
        if (!_scheduled) return;
        _scheduled = false;
        Generation++;
        clock.ForgetEntryLocked();
    }
}
