using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Drivers;

/// <summary>A closed-loop piezo stage: travels at a speed, settles, deviates a little from its set-point and reads back with noise.</summary>
internal sealed class SimulatedStage : SimulatedInstrument, IPositioner, IGroundTruth
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.2 ms"),
        new("travel", OptionKind.Length, "100 um", "Travel of x and of y, centred on zero."),
        new("speed", OptionKind.Length, "100 um", "Way per second of a move; 0 m moves at once."),
        new("settling", OptionKind.Duration, "2 ms", "Time after a move until the stage is within its tolerance."),
        new("repeatability", OptionKind.Length, "0.5 nm", "Standard deviation of the position from its set-point."),
        new("readback-noise", OptionKind.Length, "0.2 nm", "Standard deviation of one read-back."),
    ];

    private readonly double _speed;
    private readonly double _repeatability;
    private readonly double _readbackNoise;
    private readonly TimeSpan _settling;
    private double _x, _y;

    public SimulatedStage(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _speed = spec.Get<Length>("speed").Metres;
        _settling = spec.GetDuration("settling");
        _repeatability = spec.Get<Length>("repeatability").Metres;
        _readbackNoise = spec.Get<Length>("readback-noise").Metres;
        var half = 0.5 * spec.Get<Length>("travel").Metres;
        var x = spec.Narrow("x", new QuantityRange<Length>(new(-half), new(half)));
        var y = spec.Narrow("y", new QuantityRange<Length>(new(-half), new(half)));
        Limits = new PositionerLimits(new Vector3(x.Minimum.Metres, y.Minimum.Metres, 0), new Vector3(x.Maximum.Metres, y.Maximum.Metres, 0));
    }

    public PositionerLimits Limits { get; }

    protected override string Model => "piezo stage";

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Vector3> MoveToAsync(Vector3 target, CancellationToken cancellationToken)
    {
        RequireWithin(new Length(target.X), new QuantityRange<Length>(new(Limits.Minimum.X), new(Limits.Maximum.X)));
        RequireWithin(new Length(target.Y), new QuantityRange<Length>(new(Limits.Minimum.Y), new(Limits.Maximum.Y)));
        var way = double.Hypot(target.X - _x, target.Y - _y);
        var travelling = _speed > 0 ? TimeSpan.FromSeconds(way / _speed) : TimeSpan.Zero;
        await ExchangeAsync(travelling + _settling, cancellationToken);
        (_x, _y) = (target.X, target.Y);
        World.MoveTo(_x, _y, _repeatability);
        return World.ReadPosition(_readbackNoise);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        return World.ReadPosition(_readbackNoise);
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => ExchangeAsync(cancellationToken);

    public GroundTruth ReadTruth() => World.ReadTruth();
}
