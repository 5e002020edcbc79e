using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Tells simulated instruments which measurement begins, so that their noise depends on it and not on the history of the run.</summary>
internal sealed class MeasurementKeys(Rig rig)
{
    /// <summary>Frame of reference visits.</summary>
    public const int ReferenceFrame = -1;

    /// <summary>Frame of reference visits that are made again because the first could not be fitted.</summary>
    public const int RepeatedReferenceFrame = -2;

    private readonly IMeasurementKeySink[] _sinks = rig.Instruments.Values.OfType<IMeasurementKeySink>().ToArray();

    public void Begin(in MeasurementKey key)
    {
        foreach (var sink in _sinks)
            sink.BeginMeasurement(key);
    }
}
