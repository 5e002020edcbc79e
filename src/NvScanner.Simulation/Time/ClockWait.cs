using System.Threading.Tasks.Sources;

namespace NvScanner.Simulation.Time;

/// <summary>A pooled wait: the source behind the ValueTask of one ElapseAsync. All members ending in Locked run under the clock's lock.</summary>
internal sealed class ClockWait(VirtualClock clock) : ClockTarget, IValueTaskSource
{
    private static readonly Action<object?, CancellationToken> CancelCallback = static (state, token) => ((ClockWait)state!).Cancel(token);

    private ActorContext? _actor;
    private SynchronizationContext? _foreignContext;
    private ExecutionContext? _execution;
    private Action<object?>? _continuation;
    private object? _continuationState;
    private CancellationToken _cancelledBy;
    private CancellationTokenRegistration _registration;
    private ValueTaskSourceStatus _status;
    private bool _hasDeadline;

    public short Version => unchecked((short)Generation);

    public override bool IsCurrent(int generation) => base.IsCurrent(generation) && _status == ValueTaskSourceStatus.Pending;

    /// <summary>A negative duration hangs: it waits without deadline.</summary>
    public void BeginLocked(ActorContext? actor, TimeSpan duration)
    {
        _actor = actor;
        _hasDeadline = duration > TimeSpan.Zero;
        if (_hasDeadline) clock.ScheduleLocked(this, duration);
        _status = ValueTaskSourceStatus.Pending;
        CountLocked(1);
    }

    /// <summary>Outside the lock: an already cancelled token calls back at once.</summary>
    public void ListenTo(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled) _registration = cancellationToken.UnsafeRegister(CancelCallback, this);
    }

    public override void FireLocked() => CompleteLocked(ValueTaskSourceStatus.Succeeded);

    public ValueTaskSourceStatus GetStatus(short token)
    {
        CheckVersion(token);
        return _status;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        CheckVersion(token);
        var execution = (flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0 ? ExecutionContext.Capture() : null;
        var foreign = _actor is null && (flags & ValueTaskSourceOnCompletedFlags.UseSchedulingContext) != 0 ? SynchronizationContext.Current : null;
        lock (clock.Gate)
        {
            (_continuation, _continuationState, _execution, _foreignContext) = (continuation, state, execution, foreign);
            if (_status != ValueTaskSourceStatus.Pending) ScheduleLocked();
        }
    }

    public void GetResult(short token)
    {
        CheckVersion(token);
        if (_status == ValueTaskSourceStatus.Pending) throw new InvalidOperationException("The wait has not ended.");
        var cancelled = _status == ValueTaskSourceStatus.Canceled;
        var cancelledBy = _cancelledBy;
        _registration.Dispose(); // waits for a callback that runs right now, so that it cannot reach the next use
        lock (clock.Gate)
        {
            Generation++;
            (_actor, _foreignContext, _execution, _continuation, _continuationState) = (null, null, null, null, null);
            (_cancelledBy, _registration) = (default, default);
            clock.GiveBackLocked(this);
        }
        if (cancelled) throw new OperationCanceledException(cancelledBy);
    }

    private void Cancel(CancellationToken token)
    {
        lock (clock.Gate)
        {
            if (_status != ValueTaskSourceStatus.Pending) return;
            _cancelledBy = token;
            CompleteLocked(ValueTaskSourceStatus.Canceled);
            if (_hasDeadline) clock.ForgetEntryLocked();
            clock.WakeLocked();
        }
    }

    private void CompleteLocked(ValueTaskSourceStatus status)
    {
        _status = status;
        CountLocked(-1);
        if (_continuation is not null) ScheduleLocked();
    }

    private void CountLocked(int change)
    {
        if (_actor is not null) _actor.PendingWaits += change;
        else clock.UnownedWaits += change;
    }

    // an actor's wait always resumes on its actor, also after ConfigureAwait(false): that is what keeps the order of events
    private void ScheduleLocked()
    {
        var continuation = _continuation!;
        if (_actor is not null) clock.EnqueueLocked(new WorkItem(continuation, _continuationState, _actor, _execution));
        else if (_foreignContext is not null) _foreignContext.Post(continuation.Invoke, _continuationState);
        else ThreadPool.UnsafeQueueUserWorkItem(continuation, _continuationState, preferLocal: false);
    }

    private void CheckVersion(short token)
    {
        if (token != Version) throw new InvalidOperationException("A wait on the virtual clock may be awaited once only.");
    }
}
