using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Drivers;

/// <summary>What every simulated driver shares: its connection with the faults of its line, its latency on the injected clock, and the world.</summary>
internal abstract class SimulatedInstrument : IInstrument, IVouches
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _latency;
    private readonly DeviceLink _link;
    private volatile bool _connected;
    private int _timesMadeSafe;

    protected SimulatedInstrument(InstrumentSpec spec, DriverContext context)
    {
        (Id, _time, _latency) = (spec.Id, context.Time, spec.GetDuration(CommonOptions.Latency));
        World = context.Shared(WorldBuilder.Create);
        _link = new DeviceLink(Id, _time, World, Restart);
    }

    public InstrumentId Id { get; }

    protected SimulatedWorld World { get; }

    protected abstract string Model { get; }

    /// <summary>Seconds on the rig's clock.</summary>
    protected double Now => World.Time.Now;

    /// <summary>Seconds on the run's clock, for time stamps.</summary>
    protected double TimestampSeconds => _time.GetTimestamp() / (double)_time.TimestampFrequency;

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        var serial = await _link.ConnectAsync(10 * _latency, cancellationToken);
        _connected = true;
        return new InstrumentIdentity("NvScanner", Model, serial, "1");
    }

    public async ValueTask VouchAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            _link.Vouch();
            if (TakeTrouble() is { } trouble) throw new InstrumentStateException(Id, trouble);
        }
    }

    public ValueTask DisposeAsync()
    {
        _connected = false;
        // an instrument that cannot be reached stays as it is
        if (_link.Answers) SwitchOff();
        return ValueTask.CompletedTask;
    }

    /// <summary>Brings the world into this instrument's safe state; nothing by default.</summary>
    protected virtual void SwitchOff()
    {
    }

    /// <summary>The device restarts by itself at a time: outputs off and settings forgotten. Called with the world's gate held, before anything is asked for that time; nothing by default.</summary>
    protected virtual void Restart(double at)
    {
    }

    /// <summary>What the device's status says that is wrong, or has been since it was asked last; null when nothing is. Called with the world's gate held.</summary>
    protected virtual string? TakeTrouble() => null;

    /// <summary>One exchange with the device: throws when it is not connected, then elapses the latency and the work's own time.</summary>
    protected ValueTask ExchangeAsync(TimeSpan work, CancellationToken cancellationToken, [CallerMemberName] string command = "")
    {
        RequireConnection();
        return _link.IsQuiet
            ? _time.DelayAsync(_latency + work, cancellationToken)
            : _link.ExchangeAsync(_latency + work, command, cancellationToken);
    }

    protected ValueTask ExchangeAsync(CancellationToken cancellationToken, [CallerMemberName] string command = "") =>
        ExchangeAsync(TimeSpan.Zero, cancellationToken, command);

    /// <summary>An exchange that ends with something on: refused at its end when the instrument was made safe meanwhile.</summary>
    protected async ValueTask EnergizeAsync(TimeSpan work, CancellationToken cancellationToken, [CallerMemberName] string command = "")
    {
        var before = Volatile.Read(ref _timesMadeSafe);
        await ExchangeAsync(work, cancellationToken, command);
        if (before != Volatile.Read(ref _timesMadeSafe))
            throw new InstrumentException(Id, "was made safe while the command was under way; give the command again when that is wanted");
    }

    /// <summary>Makes safe in any state, also before the connection and beside a command under way.</summary>
    protected async ValueTask SwitchOffAsync(TimeSpan work, CancellationToken deadline)
    {
        Interlocked.Increment(ref _timesMadeSafe);
        if (_connected) await ExchangeAsync(work, deadline, "MakeSafeAsync");
        SwitchOff();
        Interlocked.Increment(ref _timesMadeSafe);
    }

    protected void RequireConnection()
    {
        if (!_connected) throw new InstrumentConnectionException(Id, "is not connected; connect it before it is used");
    }

    /// <summary>Throws <see cref="InstrumentLimitException"/> when the value is outside the range, NaN included.</summary>
    protected void RequireWithin<T>(T value, QuantityRange<T> range) where T : struct, IQuantity<T>
    {
        if (!range.Contains(value)) throw new InstrumentLimitException(Id, T.QuantityName, Quantity.Format(value), range.ToString());
    }
}
