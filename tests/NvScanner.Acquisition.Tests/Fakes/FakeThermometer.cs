using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Acquisition.Tests.Fakes;

internal sealed class FakeThermometer(FakeBench bench, double kelvin) : FakeInstrument(bench, InstrumentRoles.Temperature), ITemperatureSensor
{
    public ValueTask<Temperature> ReadTemperatureAsync(CancellationToken cancellationToken) => new(new Temperature(kelvin));
}
