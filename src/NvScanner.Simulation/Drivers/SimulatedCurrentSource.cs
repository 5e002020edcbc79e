using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Drivers;

/// <summary>A current source on the sample's conductor; positive current flows along the conductor's stated direction, +x on the shipped samples.</summary>
internal sealed class SimulatedCurrentSource : SimulatedInstrument, ICurrentSource
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("5 ms"),
        new("maximum-current", OptionKind.Current, "10 mA", "Largest current of either sign."),
        new("settling", OptionKind.Duration, "20 ms", "Time until a new current flows."),
    ];

    private readonly TimeSpan _settling;
    private Current _current;
    private bool _on;

    public SimulatedCurrentSource(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _settling = spec.GetDuration("settling");
        var maximum = spec.Get<Current>("maximum-current");
        Limits = spec.Narrow("current", new QuantityRange<Current>(new(-maximum.Amperes), maximum));
    }

    public QuantityRange<Current> Limits { get; }

    protected override string Model => "current source";

    public async ValueTask SetCurrentAsync(Current current, CancellationToken cancellationToken)
    {
        RequireWithin(current, Limits);
        await ExchangeAsync(_settling, cancellationToken);
        _current = current;
        Apply(_on);
    }

    public async ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken)
    {
        await EnergizeAsync(_settling, cancellationToken);
        Apply(on);
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff() => Apply(false);

    protected override void Restart(double at)
    {
        _current = default;
        Apply(false);
    }

    private void Apply(bool on)
    {
        _on = on;
        lock (World.Gate) World.Conductor.Amperes = on ? _current.Amperes : 0;
    }
}
