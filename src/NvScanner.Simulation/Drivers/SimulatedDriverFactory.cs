using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Drivers;

/// <summary>One line of the list of simulated drivers.</summary>
internal sealed class SimulatedDriverFactory(
    string role, string description, OptionDefinition[] options, Func<InstrumentSpec, DriverContext, IInstrument> create) : IDriverFactory
{
    public string Key { get; } = "simulated." + role;

    public string Role { get; } = role;

    public string Description { get; } = description;

    public IReadOnlyList<OptionDefinition> Options { get; } = options;

    public IInstrument Create(InstrumentSpec spec, DriverContext context) => create(WithDefaults(spec), context);

    private InstrumentSpec WithDefaults(InstrumentSpec spec)
    {
        var values = new Dictionary<string, string>(spec.Options, StringComparer.Ordinal);
        foreach (var option in Options)
            if (option.Default is not null) values.TryAdd(option.Name, option.Default);
        return spec with { Options = values };
    }
}
