using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Connections;

/// <summary>One line of the list of drivers.</summary>
internal sealed class InstrumentDriverFactory(
    string key, string role, string description, OptionDefinition[] options, Func<InstrumentSpec, DriverContext, IInstrument> create) : IDriverFactory
{
    public string Key { get; } = key;

    public string Role { get; } = role;

    public string Description { get; } = description;

    public IReadOnlyList<OptionDefinition> Options { get; } = options;

    public IInstrument Create(InstrumentSpec spec, DriverContext context) => create(spec, context);
}
