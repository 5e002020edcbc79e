using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Drivers;

/// <summary>What every simulated driver shares: its connection, its latency on the injected clock, and the world.</summary>
internal abstract class SimulatedInstrument(InstrumentSpec spec, DriverContext context) : IInstrument, IMeasurementKeySink
{
    private readonly TimeSpan _latency = spec.GetDuration(CommonOptions.Latency);
    private bool _connected;

    public InstrumentId Id { get; } = spec.Id;

    protected SimulatedWorld World { get; } = context.Shared(SimulatedWorld.Create);

    protected abstract string Model { get; }

    public async ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        await context.Time.DelayAsync(10 * _latency, cancellationToken);
        _connected = true;
        return new InstrumentIdentity("NvScanner", Model, "simulated", "1");
    }

    public void BeginMeasurement(in MeasurementKey key) => World.BeginMeasurement(key);

    public ValueTask DisposeAsync()
    {
        _connected = false;
        SwitchOff();
        return ValueTask.CompletedTask;
    }

    /// <summary>What disposal leaves off; nothing by default.</summary>
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
