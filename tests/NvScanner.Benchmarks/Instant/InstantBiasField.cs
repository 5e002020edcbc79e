using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantBiasField() : InstantInstrument(InstrumentRoles.BiasField), IBiasField
{
    private Vector3 _field;

    public MagneticField Maximum { get; } = new(1);

    public ValueTask SetFieldAsync(Vector3 fieldTesla, CancellationToken cancellationToken)
    {
        _field = fieldTesla;
        return ValueTask.CompletedTask;
    }

    public ValueTask<Vector3> ReadFieldAsync(CancellationToken cancellationToken) => new(_field);
}
