using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>The external field at the sample: a coil or a moved magnet. Its safe state is to hold the field, never to ramp it.</summary>
public interface IBiasField : IInstrument
{
    /// <summary>Largest magnitude the device can apply; a permanent magnet that cannot be changed reports its own magnitude.</summary>
    MagneticField Maximum { get; }

    /// <summary>Applies the field in tesla in the sample frame; returns when it is stable. Throws <see cref="InstrumentLimitException"/> before any change.</summary>
    ValueTask SetFieldAsync(Vector3 fieldTesla, CancellationToken cancellationToken);

    /// <summary>Reads the calibrated field in tesla; returns with the value.</summary>
    ValueTask<Vector3> ReadFieldAsync(CancellationToken cancellationToken);
}
