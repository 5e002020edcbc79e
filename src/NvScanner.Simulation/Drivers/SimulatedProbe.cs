using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Simulation.Drivers;

/// <summary>A tip with height feedback; a height that is set while it is retracted is held after the approach, and there is no topography until then.</summary>
internal sealed class SimulatedProbe(InstrumentSpec spec, DriverContext context) : SimulatedInstrument(spec, context), IProbe
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("0.2 ms"),
        new("approach", OptionKind.Duration, "20 s", "Time of an approach."),
        new("retract", OptionKind.Duration, "0.1 s", "Time until the tip is clear."),
        new("height-settling", OptionKind.Duration, "50 ms", "Time until a new height is held."),
        new("maximum-lift", OptionKind.Length, "2 um", "Range of the z piezo above contact."),
        new("topography-noise", OptionKind.Length, "0.3 nm", "Standard deviation of one topography reading."),
    ];

    private readonly TimeSpan _approach = spec.GetDuration("approach");
    private readonly TimeSpan _retract = spec.GetDuration("retract");
    private readonly TimeSpan _heightSettling = spec.GetDuration("height-settling");
    private readonly double _topographyNoise = spec.Get<Length>("topography-noise").Metres;

    public QuantityRange<Length> LiftRange { get; } = spec.Narrow("lift", new QuantityRange<Length>(new(0), spec.Get<Length>("maximum-lift")));

    protected override string Model => "scanning tip";

    public async ValueTask ApproachAsync(CancellationToken cancellationToken)
    {
        await EnergizeAsync(World.IsRetracted ? _approach : TimeSpan.Zero, cancellationToken);
        World.SetRetracted(false);
    }

    public async ValueTask RetractAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(World.IsRetracted ? TimeSpan.Zero : _retract, cancellationToken);
        World.SetRetracted(true);
    }

    public async ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken)
    {
        RequireWithin(height.Distance, LiftRange);
        await ExchangeAsync(World.IsRetracted ? TimeSpan.Zero : _heightSettling, cancellationToken);
        World.SetHeight(height);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        return World.IsRetracted ? double.NaN : World.ReadTopography(_topographyNoise);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(World.IsRetracted ? TimeSpan.Zero : _retract, deadline);

    protected override void SwitchOff() => World.SetRetracted(true);
}
