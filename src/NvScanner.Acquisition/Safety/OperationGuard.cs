using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Safety;

/// <summary>
/// Stands between the sequencer and every instrument: gives each operation a deadline on the run's clock and lets the sequencer go at once, also from an operation that ignores
/// its cancellation, when the deadline passes or the run ends. One operation at a time; costs no allocation and rarely touches the timer.
/// </summary>
internal sealed class OperationGuard : IDisposable
{
    private const long Nothing = long.MaxValue;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Action<InstrumentTimeoutException> _expired;
    private readonly Action _inTime;
    private readonly Action<Exception?> _late;
    private readonly ITimer _timer;
    private readonly PendingAction _action;
    private readonly Dictionary<Type, PendingOperation> _results = [];
    private readonly TaskCompletionSource<Exception?> _lateEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PendingOperation? _pending;
    private Exception? _ended;
    private InstrumentId _instrument;
    private string _operation = "";
    private long _began;
    private long _due = Nothing;
    private long _armedFor = Nothing;

    /// <param name="time">The run's clock.</param>
    /// <param name="expired">Told, on the timer's thread, of the operation that did not end.</param>
    public OperationGuard(TimeProvider time, Action<InstrumentTimeoutException> expired)
    {
        _time = time;
        _expired = expired;
        _late = failure => _lateEnd.TrySetResult(failure);
        _inTime = () => Volatile.Write(ref _due, Nothing);
        _action = new PendingAction(_inTime, _late);
        _timer = time.CreateTimer(static guard => ((OperationGuard)guard!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The end of an operation that was given up and may still act on its instrument, with its failure if any; null when none was given up.</summary>
    public Task<Exception?>? Abandoned { get; private set; }

    /// <summary>Announces an operation before it is called, so that one which blocks its caller is noticed too; throws what ended the run when it has ended.</summary>
    public OperationGuard Watch(InstrumentId instrument, string operation, TimeSpan allowed)
    {
        var now = _time.GetTimestamp();
        var due = now + (long)(allowed.TotalSeconds * _time.TimestampFrequency);
        lock (_lock)
        {
            ThrowIfEnded();
            (_instrument, _operation, _began, _due) = (instrument, operation, now, due);
            // the timer is moved only when it would come too late: it finds out itself when it came too early
            if (due < _armedFor)
            {
                _armedFor = due;
                _timer.Change(allowed, Timeout.InfiniteTimeSpan);
            }
        }

        return this;
    }

    /// <summary>Throws what ended the run when it has ended.</summary>
    public void ThrowIfEnded()
    {
        if (Volatile.Read(ref _ended) is { } cause)
            throw new OperationCanceledException(cause.Message, cause);
    }

    /// <summary>Waits for the announced operation; returns when it has ended, or throws when its deadline passed or the run ended.</summary>
    public ValueTask Run(ValueTask operation)
    {
        if (operation.IsCompleted)
        {
            Volatile.Write(ref _due, Nothing);
            return operation;
        }

        lock (_lock)
        {
            _action.Reset();
            _pending = _action;
            if (_ended is { } cause)
                Abandon(cause);
        }

        return _action.Await(operation);
    }

    /// <summary>Waits for the announced operation; returns its result, or throws when its deadline passed or the run ended.</summary>
    public ValueTask<T> Run<T>(ValueTask<T> operation)
    {
        if (operation.IsCompleted)
        {
            Volatile.Write(ref _due, Nothing);
            return operation;
        }

        PendingResult<T> pending;
        lock (_lock)
        {
            if (_results.TryGetValue(typeof(T), out var known))
            {
                pending = (PendingResult<T>)known;
            }
            else
            {
                pending = new PendingResult<T>(_inTime, _late);
                _results.Add(typeof(T), pending);
            }

            pending.Reset();
            _pending = pending;
            if (_ended is { } cause)
                Abandon(cause);
        }

        return pending.Await(operation);
    }

    /// <summary>Ends the watch for good: the pending operation is given up and every later one refused.</summary>
    public void End(Exception cause)
    {
        lock (_lock)
        {
            _ended ??= cause;
            Abandon(_ended);
        }
    }

    /// <summary>Takes the deadline off the clock, at the end of the scan: a clock without other work would step to it.</summary>
    public void Disarm()
    {
        lock (_lock)
        {
            _armedFor = Nothing;
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Abandon(Exception cause)
    {
        if (_pending?.Abandon(cause) == true)
            Abandoned = _lateEnd.Task;
    }

    private void OnTimer()
    {
        InstrumentTimeoutException timeout;
        lock (_lock)
        {
            var due = Volatile.Read(ref _due);
            if (_ended is not null || due == Nothing)
            {
                _armedFor = Nothing;
                return;
            }

            var now = _time.GetTimestamp();
            if (due > now)
            {
                // within the lock, as in Watch: a sooner deadline that is watched meanwhile must be the last to move the timer
                var remaining = _time.GetElapsedTime(now, due);
                _armedFor = due;
                _timer.Change(remaining > ShortestWait ? remaining : ShortestWait, Timeout.InfiniteTimeSpan);
                return;
            }

            timeout = new InstrumentTimeoutException(_instrument, _operation, _time.GetElapsedTime(_began, now));
        }

        End(timeout);
        _expired(timeout);
    }
}
