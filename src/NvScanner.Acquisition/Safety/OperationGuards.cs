using NvScanner.Abstractions.Instruments;

namespace NvScanner.Acquisition.Safety;

/// <summary>The guards of one run, one for everybody who talks to an instrument beside others, since a guard watches one operation at a time; they end together.</summary>
/// <param name="time">The run's clock.</param>
/// <param name="expired">Told, on a timer's thread, of an operation that did not end.</param>
internal sealed class OperationGuards(TimeProvider time, Action<InstrumentTimeoutException> expired) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<OperationGuard> _guards = [];
    private Exception? _ended;

    /// <summary>The ends of operations that were given up and may still act on their instruments.</summary>
    public Task[] Abandoned => [.. All.Select(guard => guard.Abandoned).OfType<Task>().Where(operation => !operation.IsCompleted)];

    private OperationGuard[] All
    {
        get
        {
            lock (_lock)
                return [.. _guards];
        }
    }

    /// <summary>One more guard; it refuses everything once the run has ended.</summary>
    public OperationGuard Add()
    {
        var guard = new OperationGuard(time, expired);
        lock (_lock)
        {
            _guards.Add(guard);
            if (_ended is not null)
                guard.End(_ended);
        }

        return guard;
    }

    /// <summary>Ends every watch for good.</summary>
    public void End(Exception cause)
    {
        lock (_lock)
            _ended ??= cause;
        foreach (var guard in All)
            guard.End(_ended);
    }

    /// <summary>Takes every deadline off the clock.</summary>
    public void Disarm()
    {
        foreach (var guard in All)
            guard.Disarm();
    }

    public void Dispose()
    {
        foreach (var guard in All)
            guard.Dispose();
    }
}
