using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>A thermometer at the sample.</summary>
internal sealed class SimulatedThermometer(InstrumentSpec spec, DriverContext context) : SimulatedInstrument(spec, context), ITemperatureSensor
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("20 ms"),
        new("noise", OptionKind.Number, "0.005", "Standard deviation of one reading in kelvin."),
    ];

    private readonly double _noise = spec.GetNumber("noise");
    private int _readings;

    protected override string Model => "thermometer";

    public async ValueTask<Temperature> ReadTemperatureAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        return new Temperature(World.TemperatureKelvin + _noise * World.MeterNoise(RandomPurpose.TemperatureReadings, _readings++).NextNormal());
    }
}
