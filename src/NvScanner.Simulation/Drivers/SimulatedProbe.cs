using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>
/// A tip with height feedback; a height that is set while it is retracted is held after the approach, and there is no topography until then. It reports when it is
/// pressed into the sample and when its piezo is at the end of its range.
/// </summary>
internal sealed class SimulatedProbe : SimulatedInstrument, IProbe
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.2 ms"),
        new("approach", OptionKind.Duration, "20 s", "Time of an approach."),
        new("retract", OptionKind.Duration, "0.1 s", "Time until the tip is clear."),
        new("height-settling", OptionKind.Duration, "50 ms", "Time until a new height is held."),
        new("maximum-lift", OptionKind.Length, "2 um", "Range of the z piezo above contact."),
        new("z-range", OptionKind.Length, "10 um", "Travel of the z piezo, half of it to either side of where the tip came down."),
        new("feedback-noise", OptionKind.Length, "0.5 nm", "Standard deviation of the height from what the feedback should hold."),
        new("topography-noise", OptionKind.Length, "0.3 nm", "Standard deviation of one topography reading."),
        new("crash-step", OptionKind.Length, "250 nm", "Step that a tip without feedback does not survive."),
    ];

    private readonly TimeSpan _approach;
    private readonly TimeSpan _retract;
    private readonly TimeSpan _heightSettling;
    private readonly double _topographyNoise;

    public SimulatedProbe(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _approach = spec.GetDuration("approach");
        _retract = spec.GetDuration("retract");
        _heightSettling = spec.GetDuration("height-settling");
        _topographyNoise = spec.Get<Length>("topography-noise").Metres;
        LiftRange = spec.Narrow("lift", new QuantityRange<Length>(new(0), spec.Get<Length>("maximum-lift")));
        lock (World.Gate)
            World.Height.Configure(spec.Get<Length>("feedback-noise").Metres, spec.Get<Length>("z-range").Metres, spec.Get<Length>("crash-step").Metres);
    }

    public QuantityRange<Length> LiftRange { get; }

    protected override string Model => "scanning tip";

    private bool IsRetracted
    {
        get { lock (World.Gate) return World.Height.IsRetracted; }
    }

    public async ValueTask ApproachAsync(CancellationToken cancellationToken)
    {
        await EnergizeAsync(IsRetracted ? _approach : TimeSpan.Zero, cancellationToken);
        lock (World.Gate)
        {
            var (x, y) = World.Scanner.ActualAt(Now);
            World.Height.Approach(x, y, Now);
        }
    }

    public async ValueTask RetractAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(IsRetracted ? TimeSpan.Zero : _retract, cancellationToken);
        SwitchOff();
    }

    public async ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken)
    {
        RequireWithin(height.Distance, LiftRange);
        await ExchangeAsync(IsRetracted ? TimeSpan.Zero : _heightSettling, cancellationToken);
        lock (World.Gate) World.Height.SetHeight(height);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            if (World.Height.IsRetracted) return double.NaN;
            World.Height.Update(Now);
            var (x, y) = World.Scanner.ActualAt(Now);
            if (World.Height.IsCrashed)
                throw new InstrumentException(Id, "the tip is pressed into the sample, its deflection is off the scale: retract it, and look at tip and photon rate before the next approach");
            if (World.Height.IsAtRail(x, y, Now))
                throw new InstrumentException(Id, "the z piezo is at the end of its range and the tip no longer follows the sample: retract it, and approach nearer to the middle of the range");
            return World.Height.TopographyAt(x, y, Now) + World.Noise.Normal(RandomPurpose.Topography, _topographyNoise);
        }
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(IsRetracted ? TimeSpan.Zero : _retract, deadline);

    protected override void SwitchOff()
    {
        lock (World.Gate) World.Height.Retract();
    }

    // a controller that restarts leaves its piezo where it is
    protected override void Restart(double at) => World.Height.SetHeight(HeightPlan.Contact);
}
