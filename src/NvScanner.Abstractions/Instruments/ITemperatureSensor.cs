using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A thermometer at the sample.</summary>
public interface ITemperatureSensor : IInstrument
{
    /// <summary>Reads the temperature; returns with the reading.</summary>
    ValueTask<Temperature> ReadTemperatureAsync(CancellationToken cancellationToken);
}
