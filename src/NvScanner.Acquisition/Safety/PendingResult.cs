using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace NvScanner.Acquisition.Safety;

/// <summary>A pending operation with a result.</summary>
internal sealed class PendingResult<T>(Action ended, Action<Exception?> late) : PendingOperation(ended, late), IValueTaskSource<T>
{
    private ManualResetValueTaskSourceCore<T> _core;
    private ValueTaskAwaiter<T> _awaiter;

    public void Reset()
    {
        _core.Reset();
        Prepare();
    }

    public ValueTask<T> Await(ValueTask<T> operation)
    {
        var version = _core.Version;
        _awaiter = operation.GetAwaiter();
        _awaiter.UnsafeOnCompleted(Continuation);
        return new ValueTask<T>(this, version);
    }

    T IValueTaskSource<T>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void Settle()
    {
        T result;
        try
        {
            result = _awaiter.GetResult();
        }
        catch (Exception failure)
        {
            _core.SetException(failure);
            return;
        }

        _core.SetResult(result);
    }

    protected override void Discard() => _awaiter.GetResult();

    protected override void Fault(Exception cause)
    {
        _core.RunContinuationsAsynchronously = true;
        _core.SetException(cause);
    }
}
