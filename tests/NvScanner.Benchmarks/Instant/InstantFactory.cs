using NvScanner.Abstractions.Instruments;

namespace NvScanner.Benchmarks.Instant;

internal sealed class InstantFactory(string role, Func<IInstrument> create) : IDriverFactory
{
    public string Key => "instant." + role;

    public string Role => role;

    public string Description => "Completes every call synchronously.";

    public IReadOnlyList<OptionDefinition> Options => [];

    public IInstrument Create(InstrumentSpec spec, DriverContext context) => create();
}
