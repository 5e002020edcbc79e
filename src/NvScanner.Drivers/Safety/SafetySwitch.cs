using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.Safety;

/// <summary>
/// Brings one instrument into its safe state, whatever else is under way: a request that waits is interrupted, a connection that broke is opened once more, and a
/// command that was switching something on meanwhile is undone and refused.
/// </summary>
internal sealed class SafetySwitch
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private readonly InstrumentId _id;
    private readonly TimeProvider _time;
    private readonly Func<CancellationToken, ValueTask> _off;
    private readonly Action _interrupt;
    private readonly Func<CancellationToken, ValueTask> _reopen;
    private readonly IAsyncDisposable _line;
    private int _madeSafe;
    private volatile bool _engaged;

    /// <summary>A switch over a dialogue, which is disposed with it; <paramref name="off"/> commands the safe state and returns when it has been read back.</summary>
    public SafetySwitch(InstrumentId id, InstrumentDialogue line, TimeProvider time, Func<CancellationToken, ValueTask> off)
        : this(id, line, line.Interrupt, line.OpenAsync, time, off)
    {
    }

    /// <summary>The same over calls that need no connection kept open.</summary>
    public SafetySwitch(InstrumentId id, JsonRpcDialogue calls, TimeProvider time, Func<CancellationToken, ValueTask> off)
        : this(id, calls, calls.Interrupt, _ => ValueTask.CompletedTask, time, off)
    {
    }

    private SafetySwitch(InstrumentId id, IAsyncDisposable line, Action interrupt, Func<CancellationToken, ValueTask> reopen, TimeProvider time, Func<CancellationToken, ValueTask> off) =>
        (_id, _line, _interrupt, _reopen, _time, _off) = (id, line, interrupt, reopen, time, off);

    /// <summary>From now on the instrument is known to be the right one, and is switched off when it is made safe or disposed.</summary>
    public void Engage() => _engaged = true;

    /// <summary>Runs a command that switches something on, the questions before it included, lest a making safe between them and it goes unseen; returns when it has ended. When the instrument was made safe meanwhile, it is made so again and an <see cref="InstrumentException"/> says so.</summary>
    public async ValueTask EnergizeAsync(Func<ValueTask> command)
    {
        var before = Volatile.Read(ref _madeSafe);
        await command();
        if (before == Volatile.Read(ref _madeSafe)) return;
        using CancellationTokenSource late = new(Deadline, _time);
        await OffAsync(late.Token);
        throw new InstrumentException(_id, "was made safe while it was being switched on; it is off again");
    }

    /// <summary>Makes safe; returns when the safe state has been read back. Before the connection there is nothing to switch.</summary>
    public async ValueTask MakeSafeAsync(CancellationToken deadline)
    {
        Interlocked.Increment(ref _madeSafe);
        if (!_engaged) return;
        _interrupt();
        await OffAsync(deadline);
        Interlocked.Increment(ref _madeSafe);
    }

    /// <summary>Makes safe as far as the instrument can be reached within a second, and closes the connection; never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_engaged)
        {
            using CancellationTokenSource late = new(Deadline, _time);
            try
            {
                await MakeSafeAsync(late.Token);
            }
            catch (Exception failure) when (failure is InstrumentException or OperationCanceledException)
            {
                // the rig was made safe before; a device that cannot be reached any more is no reason to fail here
            }
        }
        _engaged = false;
        await _line.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _off(cancellationToken);
        }
        catch (InstrumentConnectionException)
        {
            // a connection that broke is opened once more: what emits has to be reached
            await _reopen(cancellationToken);
            await _off(cancellationToken);
        }
    }
}
