using NvScanner.Abstractions.Time;

namespace NvScanner.Simulation.Time;

/// <summary>
/// Simulated time as a discrete-event loop on one thread. Actors' continuations run there in the order in which they become ready. When
/// nothing is ready and every registered actor waits on the clock, time steps to the earliest deadline, work wait or timer alike, equal
/// deadlines in the order in which they were set. An actor that awaits anything else (a channel, a fit, the disk) holds time.
/// </summary>
/// <remarks>
/// Without registered actors a wait steps at once; a timer alone does not make time run. An actor that runs child actors does not hold time while they run. Actors that
/// begin together are started by one actor: outside, the first may step before the second is registered. Thread safe.
/// </remarks>
public sealed class VirtualClock : TimeProvider, ISimulatedTime, IDisposable
{
    private const int CompactFrom = 1024;

    private readonly long _startTicks;
    private readonly Queue<WorkItem> _ready = new();
    private readonly List<ActorContext> _actors = [];
    private readonly Stack<ClockWait> _idleWaits = new();
    private PriorityQueue<ClockEntry, (long Deadline, long Sequence)> _entries = new();
    private readonly Thread _thread;
    private long _nowTicks;
    private long _sequence;
    private int _staleEntries;
    private bool _disposed;

    /// <summary>A clock that shows the given instant until something waits on it.</summary>
    public VirtualClock(DateTimeOffset start)
    {
        _startTicks = start.UtcTicks;
        _thread = new Thread(RunLoop) { IsBackground = true, Name = "virtual clock" };
        _thread.Start();
    }

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Universal time: a simulated run reads the same wherever it is computed.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    internal object Gate { get; } = new();

    /// <summary>Pending waits of callers that are no actors.</summary>
    internal int UnownedWaits { get; set; }

    /// <inheritdoc />
    public override long GetTimestamp() => Volatile.Read(ref _nowTicks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => new(_startTicks + GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <inheritdoc />
    public ValueTask ElapseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        if (duration == TimeSpan.Zero) return ValueTask.CompletedTask;
        var actor = SynchronizationContext.Current is ActorContext current && current.BelongsTo(this) ? current : null;
        ClockWait wait;
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            wait = _idleWaits.TryPop(out var idle) ? idle : new ClockWait(this);
            wait.BeginLocked(actor, duration);
            WakeLocked();
        }
        var task = new ValueTask(wait, wait.Version);
        wait.ListenTo(cancellationToken);
        return task;
    }

    /// <inheritdoc />
    public Task RunActorAsync(string name, Func<Task> body)
    {
        var parent = SynchronizationContext.Current is ActorContext current && current.BelongsTo(this) ? current : null;
        var actor = new ActorContext(this, name, parent);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            _actors.Add(actor);
            if (parent is not null) parent.RunningChildren++;
            EnqueueLocked(new WorkItem(new SendOrPostCallback(_ => RunBodyAsync(actor, body, ended)), null, actor, ExecutionContext.Capture()));
        }
        return ended.Task;
    }

    /// <summary>Ends the clock's thread; waits that are pending never end.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
            Monitor.PulseAll(Gate);
        }
        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    internal void Post(WorkItem item)
    {
        lock (Gate) EnqueueLocked(item);
    }

    internal void EnqueueLocked(WorkItem item)
    {
        _ready.Enqueue(item);
        WakeLocked();
    }

    internal void ScheduleLocked(ClockTarget target, TimeSpan dueTime) =>
        _entries.Enqueue(new ClockEntry(target, target.Generation), (_nowTicks + Math.Max(0, dueTime.Ticks), _sequence++));

    internal void WakeLocked()
    {
        if (Thread.CurrentThread != _thread) Monitor.Pulse(Gate);
    }

    internal void GiveBackLocked(ClockWait wait) => _idleWaits.Push(wait);

    /// <summary>An entry of the queue has become stale; when most are, they are thrown out together.</summary>
    internal void ForgetEntryLocked()
    {
        if (++_staleEntries < CompactFrom || 2 * _staleEntries < _entries.Count) return;
        _entries = new(_entries.UnorderedItems.Where(item => !item.Element.IsStale));
        _staleEntries = 0;
    }

    private async void RunBodyAsync(ActorContext actor, Func<Task> body, TaskCompletionSource ended)
    {
        try
        {
            await body();
            Deregister(actor);
            ended.SetResult();
        }
        catch (OperationCanceledException cancelled)
        {
            Deregister(actor);
            ended.SetCanceled(cancelled.CancellationToken);
        }
        catch (Exception failure)
        {
            Deregister(actor);
            ended.SetException(failure);
        }
    }

    private void Deregister(ActorContext actor)
    {
        lock (Gate)
        {
            _actors.Remove(actor);
            if (actor.Parent is not null) actor.Parent.RunningChildren--;
            WakeLocked();
        }
    }

    private void RunLoop()
    {
        while (TryTake(out var item)) item.Run();
    }

    private bool TryTake(out WorkItem item)
    {
        lock (Gate)
        {
            while (!_disposed)
            {
                if (_ready.TryDequeue(out item)) return true;
                if (!MayStepLocked() || !TryStepLocked()) Monitor.Wait(Gate);
            }
            item = default;
            return false;
        }
    }

    private bool MayStepLocked()
    {
        foreach (var actor in _actors)
            if (!actor.LetsTimeStep) return false;
        return _actors.Count > 0 || UnownedWaits > 0;
    }

    private bool TryStepLocked()
    {
        while (_entries.TryDequeue(out var entry, out var priority))
        {
            if (entry.IsStale)
            {
                _staleEntries--;
                continue;
            }
            Volatile.Write(ref _nowTicks, Math.Max(_nowTicks, priority.Deadline));
            entry.Target.FireLocked();
            return true;
        }
        return false;
    }
}
