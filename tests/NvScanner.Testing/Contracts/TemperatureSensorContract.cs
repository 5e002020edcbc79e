using NvScanner.Abstractions.Instruments;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a thermometer.</summary>
public abstract class TemperatureSensorContract : InstrumentContract<ITemperatureSensor>
{
    protected override async ValueTask CallAsync(ITemperatureSensor instrument) => await instrument.ReadTemperatureAsync(CancellationToken.None);

    [Fact]
    public Task ReadingsAreThoseOfALaboratory() => RunConnectedAsync(async sensor =>
        Assert.InRange((await sensor.ReadTemperatureAsync(CancellationToken.None)).Kelvin, 200, 400));
}
