namespace NvScanner.Abstractions.Time;

/// <summary>What a simulated <see cref="TimeProvider"/> offers beyond timers: work that elapses, and actors whose waiting lets time step.</summary>
public interface ISimulatedTime
{
    /// <summary>Elapses work time; returns when that much simulated time has passed, or throws when cancelled. A negative duration is a wait without deadline (a hang).</summary>
    ValueTask ElapseAsync(TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Runs an actor: while it is registered, time steps only when it waits on the clock. Returns when the body has ended.</summary>
    Task RunActorAsync(string name, Func<Task> body);
}
