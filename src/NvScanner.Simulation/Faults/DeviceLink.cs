using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;

namespace NvScanner.Simulation.Faults;

/// <summary>The line between the program and one simulated instrument, with everything that can go wrong on it: no reply, a late or garbled one, a lost connection, a device that restarts.</summary>
internal sealed class DeviceLink(InstrumentId id, TimeProvider time, FaultInjector faults, Func<double> now, Lock gate)
{
    private const string Garbage = @"\x00\xFF\xFE?#9";

    private readonly FaultLine _hang = faults.Of(FaultKinds.Hang(id.Role));
    private readonly FaultLine _slow = faults.Of(FaultKinds.Slow(id.Role));
    private readonly FaultLine _garbage = faults.Of(FaultKinds.Garbage(id.Role));
    private readonly FaultLine _disconnect = faults.Of(FaultKinds.Disconnect(id.Role));
    private readonly FaultLine _reset = faults.Of(FaultKinds.Reset(id.Role));
    private readonly FaultLine? _lost = id.Role == InstrumentRoles.Potentiostat ? faults.Of(FaultKinds.PotentiostatLost) : null;

    /// <summary>Whether the connection was lost and has not been made anew: the instrument cannot be told anything.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether no fault of this line is ordered.</summary>
    public bool IsQuiet => !IsLost && _hang.IsQuiet && _slow.IsQuiet && _garbage.IsQuiet && _disconnect.IsQuiet && _reset.IsQuiet && _lost is not { IsQuiet: false };

    /// <summary>Whether the instrument can be told anything now.</summary>
    public bool Answers
    {
        get { lock (gate) return !IsLost && !_hang.IsOn(now(), out _); }
    }

    /// <summary>Makes the connection, which fails while its fault lasts; returns when the instrument has answered.</summary>
    public async ValueTask ConnectAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await WaitAsync(duration, cancellationToken);
        lock (gate)
        {
            if (_disconnect.IsOnForAWhile(now()) || _lost?.IsOnForAWhile(now()) == true) throw Lost();
            IsLost = false;
        }
    }

    /// <summary>One command and its reply; <paramref name="restart"/> is called when the device has restarted before. Returns when the reply is there.</summary>
    public async ValueTask ExchangeAsync(TimeSpan duration, string command, Action restart, CancellationToken cancellationToken)
    {
        var late = 0.0;
        lock (gate)
        {
            var begin = now();
            if (IsLost || _disconnect.HasBegun(begin, out _) || _lost?.HasBegun(begin, out _) == true)
            {
                IsLost = true;
                throw Lost();
            }
            if (_reset.HasBegun(begin, out _)) restart();
            if (_slow.Strikes(begin, out var slow)) late = slow.Severity;
        }
        await WaitAsync(duration, cancellationToken);
        await WaitAsync(TimeSpan.FromSeconds(late), cancellationToken);
        lock (gate)
        {
            if (_garbage.Strikes(now(), out _)) throw new InstrumentReplyException(id, command, Garbage);
        }
    }

    // a device that hangs takes the command and never answers, or answers when it has come to itself
    private async ValueTask WaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var hanging = 0.0;
        lock (gate)
        {
            var begin = now();
            if (_hang.IsOn(begin, out var hang)) hanging = hang.EndSeconds - begin;
        }
        if (double.IsPositiveInfinity(hanging)) await HangAsync(cancellationToken);
        await time.DelayAsync(TimeSpan.FromSeconds(hanging) + duration, cancellationToken);
    }

    private ValueTask HangAsync(CancellationToken cancellationToken) => time is ISimulatedTime simulated
        ? simulated.ElapseAsync(Timeout.InfiniteTimeSpan, cancellationToken)
        : new ValueTask(new TaskCompletionSource().Task.WaitAsync(cancellationToken));

    private InstrumentConnectionException Lost() =>
        new(id, "the connection was lost; look at cable and supply, connect it again and check its settings before the next run");
}
