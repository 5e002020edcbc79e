using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Physics;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>A vector coil that ramps at a limited rate and holds its field, also when it is disposed.</summary>
internal sealed class SimulatedBiasField(InstrumentSpec spec, DriverContext context) : SimulatedInstrument(spec, context), IBiasField
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("5 ms"),
        new("maximum", OptionKind.MagneticField, "120 mT", "Largest magnitude."),
        new("ramp", OptionKind.MagneticField, "20 mT", "Change per second; 0 T changes at once."),
        new("readback-noise", OptionKind.MagneticField, "0.5 uT", "Standard deviation of one reading per component."),
    ];

    private readonly double _ramp = spec.Get<MagneticField>("ramp").Tesla;
    private readonly double _noise = spec.Get<MagneticField>("readback-noise").Tesla;
    private int _readings;

    public MagneticField Maximum { get; } =
        spec.Narrow("field", new QuantityRange<MagneticField>(new(0), spec.Get<MagneticField>("maximum"))).Maximum;

    protected override string Model => "vector coil";

    public async ValueTask SetFieldAsync(Vector3 fieldTesla, CancellationToken cancellationToken)
    {
        // a field set along an axis comes back with rounding errors in its magnitude
        if (!(fieldTesla.Length <= Maximum.Tesla * (1 + 1e-12)))
            throw new InstrumentLimitException(Id, "magnetic field", Quantity.Format(new MagneticField(fieldTesla.Length)), "0 T to " + Quantity.Format(Maximum));
        var way = (fieldTesla - Field).Length;
        await ExchangeAsync(_ramp > 0 ? TimeSpan.FromSeconds(way / _ramp) : TimeSpan.Zero, cancellationToken);
        lock (World.Gate) World.Bias.Set = new Vector3d(fieldTesla.X, fieldTesla.Y, fieldTesla.Z);
    }

    public async ValueTask<Vector3> ReadFieldAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            var field = World.Bias.MeanAt(Now);
            var noise = World.MeterNoise(RandomPurpose.BiasReadings, _readings++);
            return new Vector3(field.X + _noise * noise.NextNormal(), field.Y + _noise * noise.NextNormal(), field.Z + _noise * noise.NextNormal());
        }
    }

    // a supply that restarts drops its current
    protected override void Restart(double at) => World.Bias.Set = Vector3d.Zero;

    private Vector3 Field
    {
        get
        {
            lock (World.Gate) return new Vector3(World.Bias.Set.X, World.Bias.Set.Y, World.Bias.Set.Z);
        }
    }
}
