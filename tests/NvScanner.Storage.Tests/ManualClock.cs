namespace NvScanner.Storage.Tests;

/// <summary>A clock whose timers fire when the test says so.</summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    /// <summary>Fires every timer that is due within the given time.</summary>
    public void Elapse(TimeSpan duration)
    {
        _now += duration;
        foreach (ManualTimer timer in _timers.ToArray())
            timer.Elapse(duration);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(() => callback(state));
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(Action fire) : ITimer
    {
        private TimeSpan? _due;

        public void Elapse(TimeSpan duration)
        {
            if (_due is not { } due)
                return;
            _due = due - duration;
            if (_due > TimeSpan.Zero)
                return;
            _due = null;
            fire();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
