using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace NvScanner.Acquisition.Safety;

/// <summary>A pending operation without a result.</summary>
internal sealed class PendingAction(Action ended, Action<Exception?> late) : PendingOperation(ended, late), IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private ValueTaskAwaiter _awaiter;

    public void Reset()
    {
        _core.Reset();
        Prepare();
    }

    public ValueTask Await(ValueTask operation)
    {
        var version = _core.Version;
        _awaiter = operation.GetAwaiter();
        _awaiter.UnsafeOnCompleted(Continuation);
        return new ValueTask(this, version);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected override void Settle()
    {
        try
        {
            _awaiter.GetResult();
        }
        catch (Exception failure)
        {
            _core.SetException(failure);
            return;
        }

        _core.SetResult(true);
    }

    protected override void Discard() => _awaiter.GetResult();

    protected override void Fault(Exception cause)
    {
        _core.RunContinuationsAsynchronously = true;
        _core.SetException(cause);
    }
}
