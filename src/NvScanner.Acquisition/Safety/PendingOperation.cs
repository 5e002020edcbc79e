namespace NvScanner.Acquisition.Safety;

/// <summary>An instrument's operation that is awaited and may be given up: whichever comes first, its end or <see cref="Abandon"/>, is what the awaiting code sees. Reused until it is abandoned.</summary>
internal abstract class PendingOperation
{
    private const int Waiting = 0, Ended = 1, Abandoned = 2;
    private readonly Action _ended;
    private readonly Action<Exception?> _late;
    private int _state;

    /// <param name="ended">Told when the operation ended in time, before the awaiting code goes on.</param>
    /// <param name="late">Told when it ended after it was abandoned.</param>
    protected PendingOperation(Action ended, Action<Exception?> late)
    {
        _ended = ended;
        _late = late;
        Continuation = OnEnded;
    }

    protected Action Continuation { get; }

    /// <summary>Lets the awaiting code go on with an exception; a late end of the operation is reported apart and its result thrown away. False when it has already ended.</summary>
    public bool Abandon(Exception cause)
    {
        if (Interlocked.CompareExchange(ref _state, Abandoned, Waiting) != Waiting)
            return false;
        Fault(cause);
        return true;
    }

    protected void Prepare() => Volatile.Write(ref _state, Waiting);

    /// <summary>Passes the operation's result or exception on.</summary>
    protected abstract void Settle();

    /// <summary>Reads an operation's end that nobody waits for any more.</summary>
    protected abstract void Discard();

    /// <summary>Passes an exception on, never on the calling thread.</summary>
    protected abstract void Fault(Exception cause);

    private void OnEnded()
    {
        if (Interlocked.CompareExchange(ref _state, Ended, Waiting) == Waiting)
        {
            _ended();
            Settle();
            return;
        }

        try
        {
            Discard();
            _late(null);
        }
        catch (Exception failure)
        {
            _late(failure);
        }
    }
}
