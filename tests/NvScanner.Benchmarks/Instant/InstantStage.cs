using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantStage() : InstantInstrument(InstrumentRoles.Stage), IPositioner
{
    private Vector3 _position;

    public PositionerLimits Limits { get; } = new(new(-1, -1, -1), new(1, 1, 1));

    public ValueTask<Vector3> MoveToAsync(Vector3 target, CancellationToken cancellationToken) => new(_position = target);

    public ValueTask<Vector3> ReadPositionAsync(CancellationToken cancellationToken) => new(_position);

    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
