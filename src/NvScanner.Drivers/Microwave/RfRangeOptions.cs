using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Drivers.Microwave;

/// <summary>Ranges of a source that depend on its options or make, and are hence said in the profile.</summary>
internal static class RfRangeOptions
{
    public static IEnumerable<OptionDefinition> For(string lowestFrequency, string highestFrequency, string lowestPower, string highestPower) =>
    [
        new("lowest-frequency", OptionKind.Frequency, lowestFrequency, "Lowest frequency of the device."),
        new("highest-frequency", OptionKind.Frequency, highestFrequency, "Highest frequency of the device with its options."),
        new("lowest-power", OptionKind.RfPower, lowestPower, "Lowest power of the device."),
        new("highest-power", OptionKind.RfPower, highestPower, "Highest power of the device."),
    ];

    /// <summary>The ranges, narrowed by the profile's limits.</summary>
    public static MicrowaveLimits Read(InstrumentSpec spec) => new(
        spec.Narrow("frequency", new QuantityRange<Frequency>(spec.Get<Frequency>("lowest-frequency"), spec.Get<Frequency>("highest-frequency"))),
        spec.Narrow("power", new QuantityRange<RfPower>(spec.Get<RfPower>("lowest-power"), spec.Get<RfPower>("highest-power"))));
}
