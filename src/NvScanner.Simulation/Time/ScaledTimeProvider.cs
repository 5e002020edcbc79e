namespace NvScanner.Simulation.Time;

/// <summary>Real time that runs faster or slower by a factor, for demonstrations: timers are due after their duration divided by the factor.</summary>
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider _real;
    private readonly double _factor;
    private readonly DateTimeOffset _start;
    private readonly long _startTimestamp;

    /// <summary>Time that starts now and runs <paramref name="factor"/> times as fast as <paramref name="real"/>; the factor must be positive.</summary>
    public ScaledTimeProvider(TimeProvider real, double factor)
    {
        if (!(factor > 0 && double.IsFinite(factor)))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "Time runs forward: the factor must be positive and finite.");
        (_real, _factor) = (real, factor);
        (_start, _startTimestamp) = (real.GetUtcNow(), real.GetTimestamp());
    }

    /// <inheritdoc />
    public override long TimestampFrequency => _real.TimestampFrequency;

    /// <inheritdoc />
    public override long GetTimestamp() => (long)((_real.GetTimestamp() - _startTimestamp) * _factor);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start + GetElapsedTime(0);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(_real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)), this);

    private TimeSpan ToReal(TimeSpan duration) => duration == Timeout.InfiniteTimeSpan ? duration : duration / _factor;

    private sealed class ScaledTimer(ITimer real, ScaledTimeProvider provider) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => real.Change(provider.ToReal(dueTime), provider.ToReal(period));

        public void Dispose() => real.Dispose();

        public ValueTask DisposeAsync() => real.DisposeAsync();
    }
}
