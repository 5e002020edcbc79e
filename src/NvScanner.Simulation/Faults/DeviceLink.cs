using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Faults;

/// <summary>The line between the program and one simulated instrument, with everything that can go wrong on it: no reply, a late, garbled or cut one, a lost connection, a device that restarts or is another one afterwards.</summary>
internal sealed class DeviceLink
{
    private const string Garbage = @"\x00\xFF\xFE?#9";
    private const string CutReply = "+1.49";
    private const string LateRest = @"9713E-03\n+1";
    private const string Serial = "simulated";
    private const string OtherSerial = "simulated-2";

    private readonly InstrumentId _id;
    private readonly TimeProvider _time;
    private readonly SimulatedWorld _world;
    private readonly FaultLine _hang;
    private readonly FaultLine _slow;
    private readonly FaultLine _garbage;
    private readonly FaultLine _partial;
    private readonly FaultLine _disconnect;
    private readonly FaultLine? _lost;
    private string _serial = Serial;
    private string _knownSerial = Serial;
    private bool _hasRestarted;
    private bool _restIsComing;

    /// <summary>The line of one instrument; <paramref name="restart"/> is called, with the world's gate held and the time at which it happens, when the device restarts by itself.</summary>
    public DeviceLink(InstrumentId id, TimeProvider time, SimulatedWorld world, Action<double> restart)
    {
        (_id, _time, _world) = (id, time, world);
        lock (world.Gate)
        {
            var faults = world.Faults;
            _hang = faults.Of(FaultKinds.Hang(id.Role));
            _slow = faults.Of(FaultKinds.Slow(id.Role));
            _garbage = faults.Of(FaultKinds.Garbage(id.Role));
            _partial = faults.Of(FaultKinds.Partial(id.Role));
            _disconnect = faults.Of(FaultKinds.Disconnect(id.Role));
            _lost = id.Role == InstrumentRoles.Potentiostat ? faults.Of(FaultKinds.PotentiostatLost) : null;
            faults.ActBy(faults.Of(FaultKinds.Reset(id.Role)), at => RestartAs(_serial, at));
            faults.ActBy(faults.Of(FaultKinds.Replaced(id.Role)), at => RestartAs(OtherSerial, at));
        }

        void RestartAs(string serial, double at)
        {
            (_serial, _hasRestarted) = (serial, true);
            restart(at);
        }
    }

    private double Now => _world.Time.Now;

    /// <summary>Whether the connection was lost and has not been made anew: the instrument cannot be told anything.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether nothing can be wrong.</summary>
    public bool IsQuiet => !IsLost && _world.Faults.IsQuiet;

    /// <summary>Whether the instrument can be told anything now.</summary>
    public bool Answers
    {
        get { lock (_world.Gate) return !IsLost && !_hang.IsOn(Now, out _); }
    }

    /// <summary>Makes the connection, which fails while its fault lasts; returns with the serial number when the instrument has answered.</summary>
    public async ValueTask<string> ConnectAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await WaitAsync(duration, cancellationToken);
        lock (_world.Gate)
        {
            if (_disconnect.IsOnForAWhile(Now) || _lost?.IsOnForAWhile(Now) == true) throw Lost();
            (IsLost, _hasRestarted, _restIsComing) = (false, false, false);
            return _knownSerial = _serial;
        }
    }

    /// <summary>Throws when another device answers than the one that was connected, or when it has restarted since it was asked last.</summary>
    public void Vouch()
    {
        if (_serial != _knownSerial)
            throw new InstrumentStateException(_id, $"another device answers: serial number {_serial} and not {_knownSerial}; see what was exchanged, and begin a new run with it", canBeSetAnew: false);
        if (!_hasRestarted) return;
        _hasRestarted = false;
        throw new InstrumentStateException(_id, "has restarted by itself and forgotten its settings: look at its supply");
    }

    /// <summary>One command and its reply. Returns when the reply is there.</summary>
    public async ValueTask ExchangeAsync(TimeSpan duration, string command, CancellationToken cancellationToken)
    {
        var late = 0.0;
        lock (_world.Gate)
        {
            var begin = Now;
            if (IsLost || _disconnect.HasBegun(begin, out _) || _lost?.HasBegun(begin, out _) == true)
            {
                IsLost = true;
                throw Lost();
            }
            _world.Faults.Update(begin);
            if (_slow.Strikes(begin, out var slow)) late = slow.Severity;
        }
        await WaitAsync(duration, cancellationToken);
        await WaitAsync(TimeSpan.FromSeconds(late), cancellationToken);
        lock (_world.Gate)
        {
            _world.Faults.Update(Now);
            if (_garbage.Strikes(Now, out _)) throw new InstrumentReplyException(_id, command, Garbage);
            var rest = _restIsComing;
            _restIsComing = !rest && _partial.Strikes(Now, out _);
            if (rest || _restIsComing) throw new InstrumentReplyException(_id, command, rest ? LateRest : CutReply);
        }
    }

    // a device that hangs takes the command and never answers, or answers when it has come to itself
    private async ValueTask WaitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var hanging = 0.0;
        lock (_world.Gate)
        {
            var begin = Now;
            if (_hang.IsOn(begin, out var hang)) hanging = hang.EndSeconds - begin;
        }
        if (double.IsPositiveInfinity(hanging)) await HangAsync(cancellationToken);
        await _time.DelayAsync(TimeSpan.FromSeconds(hanging) + duration, cancellationToken);
    }

    private ValueTask HangAsync(CancellationToken cancellationToken) => _time is ISimulatedTime simulated
        ? simulated.ElapseAsync(Timeout.InfiniteTimeSpan, cancellationToken)
        : new ValueTask(new TaskCompletionSource().Task.WaitAsync(cancellationToken));

    private InstrumentConnectionException Lost() =>
        new(_id, "the connection was lost; look at cable and supply, connect it again and check its settings before the next run");
}
