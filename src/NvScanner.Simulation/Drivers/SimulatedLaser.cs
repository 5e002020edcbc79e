using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>A diode laser behind an interlock.</summary>
internal sealed class SimulatedLaser : SimulatedInstrument, ILaser
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("5 ms"),
        new("maximum-power", OptionKind.OpticalPower, "5 mW", "Largest power at the plane that the profile names."),
        new("power-settling", OptionKind.Duration, "50 ms", "Time until the output has a new power or emission."),
        new("power-noise", OptionKind.Number, "0.002", "Relative standard deviation of the power from sweep to sweep."),
        new("meter-noise", OptionKind.Number, "0.002", "Relative standard deviation of one reading of the power."),
        new("interlock", OptionKind.Choice, "closed", "State of the safety interlock.", ["closed", "open"]),
    ];

    private readonly TimeSpan _settling;
    private readonly double _noise;

    public SimulatedLaser(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _settling = spec.GetDuration("power-settling");
        _noise = spec.GetNumber("meter-noise");
        Limits = spec.Narrow("power", new QuantityRange<OpticalPower>(new(0), spec.Get<OpticalPower>("maximum-power")));
        lock (World.Gate) World.Light.Configure(spec.GetNumber("power-noise"), spec.Text("interlock") == "open");
    }

    public QuantityRange<OpticalPower> Limits { get; }

    protected override string Model => "laser";

    public async ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken)
    {
        RequireWithin(power, Limits);
        await ExchangeAsync(_settling, cancellationToken);
        lock (World.Gate) World.Light.SetPower(power.Watts, Now);
    }

    public async ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken)
    {
        RequireConnection();
        if (on) RequireInterlock();
        await EnergizeAsync(_settling, cancellationToken);
        if (on) RequireInterlock();
        lock (World.Gate) World.Light.SetEmission(on, Now);
    }

    public async ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            var now = Now;
            var measured = World.Light.WattsAt(now) * (1 + World.Noise.Normal(RandomPurpose.Readings, _noise));
            return new LaserStatus(World.Light.EmitsAt(now), World.Light.IsInterlockClosed(now), new OpticalPower(measured));
        }
    }

    public ValueTask MakeSafeAsync(CancellationToken deadline) => SwitchOffAsync(TimeSpan.Zero, deadline);

    protected override void SwitchOff()
    {
        lock (World.Gate) World.Light.SetEmission(false, Now);
    }

    protected override void Restart(double at)
    {
        World.Light.SetEmission(false, at);
        World.Light.SetPower(0, at);
    }

    private void RequireInterlock()
    {
        lock (World.Gate)
        {
            if (!World.Light.IsInterlockClosed(Now)) throw new InstrumentException(Id, "the interlock is open; close the enclosure before emission");
        }
    }
}
