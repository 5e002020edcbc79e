using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantLaser() : InstantInstrument(InstrumentRoles.Laser), ILaser
{
    private bool _on;

    public QuantityRange<OpticalPower> Limits { get; } = new(new(0), new(1));

    public ValueTask SetPowerAsync(OpticalPower power, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SetEmissionAsync(bool on, CancellationToken cancellationToken)
    {
        _on = on;
        return ValueTask.CompletedTask;
    }

    public ValueTask<LaserStatus> ReadStatusAsync(CancellationToken cancellationToken) => new(new LaserStatus(_on, true, new(1e-4)));
}
