namespace NvScanner.Abstractions.Instruments;

/// <summary>Turns one validated profile entry into an instrument; stateless, registered explicitly.</summary>
public interface IDriverFactory
{
    /// <summary>Stable driver key, for example "simulated.microwave".</summary>
    string Key { get; }

    /// <summary>The role that the instrument fills.</summary>
    string Role { get; }

    /// <summary>One sentence for `profile drivers`.</summary>
    string Description { get; }

    /// <summary>The options that the driver takes.</summary>
    IReadOnlyList<OptionDefinition> Options { get; }

    /// <summary>Creates the instrument, not yet connected; throws <see cref="InstrumentException"/> for options that contradict each other.</summary>
    IInstrument Create(InstrumentSpec spec, DriverContext context);
}
