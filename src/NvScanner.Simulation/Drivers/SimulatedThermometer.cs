using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Drivers;

/// <summary>A thermometer at the sample: noise, and a lag behind the sample's temperature; no number without its sensor.</summary>
internal sealed class SimulatedThermometer : SimulatedInstrument, ITemperatureSensor
{
    public static readonly OptionDefinition[] Options =
    [
        CommonOptions.LatencyOf("20 ms"),
        new("noise", OptionKind.Number, "0.005", "Standard deviation of one reading in kelvin."),
        new("lag", OptionKind.Duration, "2 s", "Time constant with which the sensor follows the sample."),
    ];

    private readonly double _noise;
    private readonly double _lag;
    private readonly FaultLine _stuck;
    private readonly FaultLine _absent;
    private double _sensorKelvin = double.NaN;
    private double _updated;
    private double _stuckKelvin = double.NaN;
    private int _readings;

    public SimulatedThermometer(InstrumentSpec spec, DriverContext context) : base(spec, context)
    {
        _noise = spec.GetNumber("noise");
        _lag = spec.Get<Duration>("lag").Seconds;
        lock (World.Gate) (_stuck, _absent) = (World.Faults.Of(FaultKinds.TemperatureSensorStuck), World.Faults.Of(FaultKinds.TemperatureSensorAbsent));
    }

    protected override string Model => "thermometer";

    public async ValueTask<Temperature> ReadTemperatureAsync(CancellationToken cancellationToken)
    {
        await ExchangeAsync(cancellationToken);
        lock (World.Gate)
        {
            if (_absent.IsOn(Now, out _)) return new Temperature(double.NaN);
            var reading = Sense() + _noise * World.MeterNoise(RandomPurpose.TemperatureReadings, _readings++).NextNormal();
            if (!_stuck.IsOn(Now, out _)) _stuckKelvin = double.NaN;
            else if (double.IsNaN(_stuckKelvin)) _stuckKelvin = reading;
            return new Temperature(double.IsNaN(_stuckKelvin) ? reading : _stuckKelvin);
        }
    }

    // first order in the sample's temperature as it is now
    private double Sense()
    {
        var now = Now;
        var sample = World.Fluorescence.SampleKelvinAt(now);
        var forgotten = double.IsNaN(_sensorKelvin) || _lag == 0 ? 1 : 1 - Math.Exp(-(now - _updated) / _lag);
        _sensorKelvin = double.IsNaN(_sensorKelvin) ? sample : _sensorKelvin + forgotten * (sample - _sensorKelvin);
        _updated = now;
        return _sensorKelvin;
    }
}
