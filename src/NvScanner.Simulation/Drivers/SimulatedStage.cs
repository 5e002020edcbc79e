using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>A piezo stage: travels at a speed, settles, deviates a little from its set-point and reads back with noise. Without its loop it lags, creeps, and reads back but its set-point.</summary>
internal sealed class SimulatedStage : SimulatedInstrument, IPositioner, IGroundTruth, IFaultInjection, ICellEvents
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.2 ms"),
        new("travel", OptionKind.Length, "100 um", "Travel of x and of y, centred on zero."),
        new("speed", OptionKind.Length, "100 um", "Way per second of a move; 0 m moves at once."),
        new("settling", OptionKind.Duration, "2 ms", "Time after a move until the stage is within its tolerance."),
        new("repeatability", OptionKind.Length, "0.5 nm", "Standard deviation of the position from its set-point."),
        new("readback-noise", OptionKind.Length, "0.2 nm", "Standard deviation of one read-back."),
        new("tolerance", OptionKind.Length, "30 nm", "Distance of the position read back from its target up to which the target counts as reached."),
        new("loop", OptionKind.Choice, "closed", "Whether a position sensor closes the loop.", ["closed", "open"]),
        new("hysteresis", OptionKind.Number, "0.12", "Distance of the piezo's two branches as a share of the travel; felt in open loop."),
        new("creep", OptionKind.Number, "0.015", "Creep of a step per decade of time; felt in open loop."),
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
        var travel = spec.Get<Length>("travel").Metres;
        var half = 0.5 * travel;
        var x = spec.Narrow("x", new QuantityRange<Length>(new(-half), new(half)));
        var y = spec.Narrow("y", new QuantityRange<Length>(new(-half), new(half)));
        Limits = new PositionerLimits(new Vector3(x.Minimum.Metres, y.Minimum.Metres, 0), new Vector3(x.Maximum.Metres, y.Maximum.Metres, 0), ToleranceMetres: spec.Get<Length>("tolerance").Metres);
        lock (World.Gate) World.Scanner.Configure(travel, spec.GetNumber("hysteresis"), spec.GetNumber("creep"), spec.Text("loop") == "closed");
    }

    public PositionerLimits Limits { get; }

    public IReadOnlyList<InjectedFault> Injected
    {
        get { lock (World.Gate) return World.Faults.Ledger; }
    }

    public IReadOnlyList<string> Energized
    {
        get
        {
            lock (World.Gate)
            {
                World.Faults.Update(Now);
                return World.Energized;
            }
        }
    }

    public IReadOnlyList<CellEvent> Happened
    {
        get
        {
            lock (World.Gate)
            {
                var events = World.Cell.EventsUntil(Now);
                return events.Count == 0 ? events : [.. events.Select(happened => happened with { TimeSeconds = World.Time.OriginSeconds + happened.TimeSeconds })];
            }
        }
    }

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
        lock (World.Gate)
        {
            World.Scanner.MoveTo(_x, _y, _repeatability, Now);
            var (x, y) = World.Scanner.ActualAt(Now);
            World.Height.Follow(x, y, Now);
            return Read();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate) return Read();
    }

    public ValueTask StopAsync(CancellationToken cancellationToken) => ExchangeAsync(cancellationToken);

    public GroundTruth ReadTruth()
    {
        lock (World.Gate) return World.Fluorescence.ReadTruth();
    }

    public void Inject(FaultSpec fault)
    {
        lock (World.Gate) World.Faults.Add(fault);
    }

    // a controller that restarts drops its voltages: the stage goes to the middle of its travel, whatever the tip does
    protected override void Restart(double at)
    {
        (_x, _y) = (0, 0);
        World.Scanner.MoveTo(0, 0, _repeatability, at);
    }

    // z is the tip's: what its own piezo knows of the NV's height
    private Vector3 Read()
    {
        var (x, y) = World.Scanner.SeenAt(Now);
        var (actualX, actualY) = World.Scanner.ActualAt(Now);
        var z = World.Height.NvHeightAt(actualX, actualY, Now);
        return new Vector3(x + Noise(), y + Noise(), z + Noise());
    }

    private double Noise() => World.Noise.Normal(RandomPurpose.PositionReadback, _readbackNoise);
}
