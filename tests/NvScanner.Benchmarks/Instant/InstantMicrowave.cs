using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantMicrowave() : InstantInstrument(InstrumentRoles.Microwave), IMicrowaveSource, IFrequencySweeper
{
    public MicrowaveLimits Limits { get; } = new(new(new(1e6), new(6e9)), new(new(-100), new(20)));

    public int MaximumListLength => 1 << 20;

    public TimeSpan StepSettling => TimeSpan.Zero;

    public ValueTask SetFrequencyAsync(Frequency frequency, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SetPowerAsync(RfPower power, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask SetOutputAsync(bool on, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask LoadListAsync(ReadOnlyMemory<double> frequenciesHz, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ArmAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
