using System.Globalization;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>One validated entry of a profile's instruments.</summary>
/// <param name="Role">Role, one of <see cref="InstrumentRoles"/>.</param>
/// <param name="Driver">Stable driver key.</param>
/// <param name="Options">Option texts by name, validated against the driver's schema; defaults are filled in.</param>
/// <param name="Limits">Limit texts by name ("frequency", "power", "current", "x", "y", ...), each "low high" as two entries; they only narrow the driver's.</param>
public sealed record InstrumentSpec(string Role, string Driver, IReadOnlyDictionary<string, string> Options, IReadOnlyDictionary<string, (string Minimum, string Maximum)> Limits)
{
    /// <summary>Whether the driver is one of the simulated rig's.</summary>
    public bool IsSimulated => Driver.StartsWith("simulated.", StringComparison.Ordinal);

    /// <summary>The id that errors use.</summary>
    public InstrumentId Id => new(Role, Driver);

    /// <summary>A quantity option; the schema's default must have been filled in.</summary>
    public T Get<T>(string option) where T : struct, IQuantity<T> => Quantity.Parse<T>(Text(option));

    /// <summary>A duration option.</summary>
    public TimeSpan GetDuration(string option) => Get<Duration>(option).ToTimeSpan();

    /// <summary>A number without unit.</summary>
    public double GetNumber(string option) => double.Parse(Text(option), CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public int GetInteger(string option) => int.Parse(Text(option), CultureInfo.InvariantCulture);

    /// <summary>true or false.</summary>
    public bool GetFlag(string option) => bool.Parse(Text(option));

    /// <summary>The text of an option; throws <see cref="KeyNotFoundException"/> naming driver and option.</summary>
    public string Text(string option) => Options.TryGetValue(option, out var text)
        ? text
        : throw new KeyNotFoundException($"{Id}: option '{option}' is neither set nor has a default");

    /// <summary>The driver's range narrowed by the profile's limit of that name, when there is one.</summary>
    public QuantityRange<T> Narrow<T>(string limit, QuantityRange<T> range) where T : struct, IQuantity<T> =>
        Limits.TryGetValue(limit, out var text)
            ? range.Narrow(new QuantityRange<T>(Quantity.Parse<T>(text.Minimum), Quantity.Parse<T>(text.Maximum)))
            : range;
}
