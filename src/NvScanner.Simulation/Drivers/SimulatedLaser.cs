using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Drivers;

/// <summary>A diode laser behind an interlock.</summary>
internal sealed class SimulatedLaser : SimulatedInstrument, ILaser
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("5 ms"),
        new("maximum-power", OptionKind.OpticalPower, "5 mW", "Largest power at the plane that the profile names."),
        new("power-settling", OptionKind.Duration, "50 ms", "Time until the output has a new power or emission."),
        new("power-noise", OptionKind.Number, "0.002", "Relative standard deviation of the measured power."),
        new("interlock", OptionKind.Choice, "closed", "State of the safety interlock.", ["closed", "open"]),
    ];

    private readonly TimeSpan _settling;
    private readonly double _noise;
    private readonly bool _interlockClosed;
    private OpticalPower _power;
    private bool _emission;

    public SimulatedLaser(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _settling = spec.GetDuration("power-settling");
        _noise = spec.GetNumber("power-noise");
        _interlockClosed = spec.Text("interlock") == "closed";
        Limits = spec.Narrow("power", new QuantityRange<OpticalPower>(new(0), spec.Get<OpticalPower>("maximum-power")));
    }

    public QuantityRange<OpticalPower> Limits { get; }

    protected override string Model => "laser";

    public async ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken)
    {
        RequireWithin(power, Limits);
        await ExchangeAsync(_settling, cancellationToken);
        _power = power;
        Apply(_emission);
    }

    public async ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken)
    {
        RequireConnection();
        if (on && !_interlockClosed) throw new InstrumentException(Id, "the interlock is open; close the enclosure before emission");
        await EnergizeAsync(_settling, cancellationToken);
        Apply(on);
    }

    public async ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        var measured = _emission ? _power.Watts * (1 + World.ReadingNoise(_noise)) : 0;
        return new LaserStatus(_emission, _interlockClosed, new OpticalPower(measured));
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff() => Apply(false);

    private void Apply(bool emission)
    {
        _emission = emission;
        World.SetLight(emission ? _power.Watts : 0);
    }
}
