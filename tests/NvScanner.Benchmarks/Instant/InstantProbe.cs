using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantProbe() : InstantInstrument(InstrumentRoles.Probe), IProbe
{
    public QuantityRange<Length> LiftRange { get; } = new(default, new Length(2e-6));

    public ValueTask ApproachAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask RetractAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SetHeightAsync(HeightPlan height, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask<double> ReadTopographyAsync(CancellationToken cancellationToken) => new(1e-9);
}
