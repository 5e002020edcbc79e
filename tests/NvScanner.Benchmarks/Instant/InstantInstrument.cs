using NvScanner.Abstractions.Instruments;

namespace NvScanner.Benchmarks.Instant;

/// <summary>An instrument without latency: every call completes synchronously, so that only the program's own cost is measured.</summary>
internal abstract class InstantInstrument(string role) : IInstrument, ISafeable
{
    public InstrumentId Id { get; } = new(role, "instant." + role);

    public ValueTask<InstrumentIdentity> ConnectAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new InstrumentIdentity("NvScanner", Id.Driver, "0", "1"));

    public ValueTask MakeSafeAsync(CancellationToken deadline) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
