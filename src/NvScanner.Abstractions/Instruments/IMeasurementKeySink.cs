using NvScanner.Abstractions.Scanning;

namespace NvScanner.Abstractions.Instruments;

/// <summary>A simulated instrument whose noise is keyed by what is being measured, so that a resumed run equals an uninterrupted one.</summary>
public interface IMeasurementKeySink
{
    /// <summary>Says which measurement begins; called before the stage moves to the pixel and again for every further pass over its spectrum.</summary>
    void BeginMeasurement(in MeasurementKey key);
}
