namespace NvScanner.Abstractions.Time;

/// <summary>The one place where the program waits: on the real, the scaled or the virtual clock.</summary>
public static class TimeProviderExtensions
{
    /// <summary>Waits on the injected clock; returns when the duration has passed. Zero or less returns at once.</summary>
    public static ValueTask DelayAsync(this TimeProvider time, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        if (duration <= TimeSpan.Zero)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return ValueTask.CompletedTask;
        }

        if (time is ISimulatedTime simulated)
            return simulated.ElapseAsync(duration, cancellationToken);
#pragma warning disable RS0030 // the seam itself
        return new ValueTask(Task.Delay(duration, time, cancellationToken));
#pragma warning restore RS0030
    }

    /// <summary>Runs an actor on the clock (the sequencer, the cell programme); on a real clock it runs on the thread pool. Returns when the body has ended.</summary>
    public static Task RunActorAsync(this TimeProvider time, string name, Func<Task> body) =>
        time is ISimulatedTime simulated ? simulated.RunActorAsync(name, body) : Task.Run(body);

    /// <summary>Seconds between two timestamps of <see cref="TimeProvider.GetTimestamp"/>.</summary>
    public static double SecondsBetween(this TimeProvider time, long start, long end) => (end - start) / (double)time.TimestampFrequency;
}
