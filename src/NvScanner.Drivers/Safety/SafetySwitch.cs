using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;

namespace NvScanner.Drivers.Safety;

/// <summary>
/// Brings one instrument into its safe state, whatever else is under way: a request that waits is interrupted, a connection that broke is opened once more, and a
/// command that was switching something on meanwhile is undone and refused.
/// </summary>
/// <param name="id">The instrument.</param>
/// <param name="line">Its dialogue, which is disposed with the switch.</param>
/// <param name="time">Clock of the deadlines.</param>
/// <param name="off">Commands the safe state; returns when it has been read back.</param>
internal sealed class SafetySwitch(InstrumentId id, InstrumentDialogue line, TimeProvider time, Func<CancellationToken, ValueTask> off)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private int _madeSafe;
    private volatile bool _engaged;

    /// <summary>From now on the instrument is known to be the right one, and is switched off when it is made safe or disposed.</summary>
    public void Engage() => _engaged = true;

    /// <summary>Runs a command that switches something on; returns when it has ended. When the instrument was made safe meanwhile, it is made so again and an <see cref="InstrumentException"/> says so.</summary>
    public async ValueTask EnergizeAsync(Func<ValueTask> command)
    {
        var before = Volatile.Read(ref _madeSafe);
        await command();
        if (before == Volatile.Read(ref _madeSafe)) return;
        using CancellationTokenSource late = new(Deadline, time);
        await OffAsync(late.Token);
        throw new InstrumentException(id, "was made safe while it was being switched on; it is off again");
    }

    /// <summary>Makes safe; returns when the safe state has been read back. Before the connection there is nothing to switch.</summary>
    public async ValueTask MakeSafeAsync(CancellationToken deadline)
    {
        Interlocked.Increment(ref _madeSafe);
        if (!_engaged) return;
        line.Interrupt();
        await OffAsync(deadline);
        Interlocked.Increment(ref _madeSafe);
    }

    /// <summary>Makes safe as far as the instrument can be reached within a second, and closes the connection; never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_engaged)
        {
            using CancellationTokenSource late = new(Deadline, time);
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
        await line.DisposeAsync();
    }

    private async ValueTask OffAsync(CancellationToken cancellationToken)
    {
        try
        {
            await off(cancellationToken);
        }
        catch (InstrumentConnectionException)
        {
            // a connection that broke is opened once more: what emits has to be reached
            await line.OpenAsync(cancellationToken);
            await off(cancellationToken);
        }
    }
}
