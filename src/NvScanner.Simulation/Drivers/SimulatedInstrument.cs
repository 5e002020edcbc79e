using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Time;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Drivers;

/// <summary>What every simulated driver shares: its connection, its latency on the injected clock, and the world.</summary>
internal abstract class SimulatedInstrument(InstrumentSpec spec, DriverContext context) : IInstrument
{
    private readonly TimeSpan _latency = spec.GetDuration(CommonOptions.Latency);
    private volatile bool _connected;
    private int _timesMadeSafe;

    public InstrumentId Id { get; } = spec.Id;

    protected SimulatedWorld World { get; } = context.Shared(SimulatedWorld.Create);

    protected abstract string Model { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await context.Time.DelayAsync(10 * _latency, cancellationToken);
        _connected = true;
        return new InstrumentIdentity("NvScanner", Model, "simulated", "1");
    }

    public ValueTask DisposeAsync()
    {
        _connected = false;
        SwitchOff();
        return ValueTask.CompletedTask;
    }

    /// <summary>Brings the world into this instrument's safe state; nothing by default.</summary>
    protected virtual void SwitchOff()
    {
    }

    /// <summary>One exchange with the device: throws when it is not connected, then elapses the latency and the work's own time.</summary>
    protected ValueTask ExchangeAsync(TimeSpan work, CancellationToken cancellationToken)
    {
        RequireConnection();
        return context.Time.DelayAsync(_latency + work, cancellationToken);
    }

    protected ValueTask ExchangeAsync(CancellationToken cancellationToken) => ExchangeAsync(TimeSpan.Zero, cancellationToken);

    /// <summary>An exchange that ends with something on: refused at its end when the instrument was made safe meanwhile.</summary>
    protected async ValueTask EnergizeAsync(TimeSpan work, CancellationToken cancellationToken)
    {
        var before = Volatile.Read(ref _timesMadeSafe);
        await ExchangeAsync(work, cancellationToken);
        if (before != Volatile.Read(ref _timesMadeSafe))
            throw new InstrumentException(Id, "was made safe while the command was under way; give the command again when that is wanted");
    }

    /// <summary>Makes safe in any state, also before the connection and beside a command under way.</summary>
    protected async ValueTask SwitchOffAsync(TimeSpan work, CancellationToken deadline)
    {
        Interlocked.Increment(ref _timesMadeSafe);
        if (_connected) await ExchangeAsync(work, deadline);
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

    protected double NowSeconds => context.Time.GetTimestamp() / (double)context.Time.TimestampFrequency;
}
