using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Connections;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Scpi;
using NvScanner.Drivers.StanfordResearch;

namespace NvScanner.Drivers;

/// <summary>The drivers of real instruments, by key.</summary>
public static class InstrumentDrivers
{
    /// <summary>Every factory.</summary>
    public static IReadOnlyList<IDriverFactory> All { get; } =
    [
        new InstrumentDriverFactory("srs.sg380", InstrumentRoles.Microwave, "Stanford Research Systems SG382/384/386 and SG392/394/396, type-N output.", Sg380Source.Options,
            (spec, context) => new Sg380Source(spec, new ScpiDialogue(spec.Id, Connection.Of(spec, context, new DialogueSettings())), context.Time)),
    ];
}
