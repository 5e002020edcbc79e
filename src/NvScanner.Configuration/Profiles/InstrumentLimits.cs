using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Configuration.Rules;

namespace NvScanner.Configuration.Profiles;

/// <summary>Limits that a profile may set on an instrument, by role; they only narrow the driver's own.</summary>
internal static class InstrumentLimits
{
    /// <summary>Rule of each limit by role and name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, ValueRule>> ByRole { get; } = new Dictionary<string, IReadOnlyDictionary<string, ValueRule>>
    {
        [InstrumentRoles.Stage] = new Dictionary<string, ValueRule> { ["x"] = Values.Range<Length>(), ["y"] = Values.Range<Length>() },
        [InstrumentRoles.Probe] = new Dictionary<string, ValueRule> { ["lift"] = Values.Range<Length>(atLeast: 0) },
        [InstrumentRoles.Microwave] = new Dictionary<string, ValueRule> { ["frequency"] = Values.Range<Frequency>(atLeast: 0), ["power"] = Values.Range<RfPower>() },
        [InstrumentRoles.Laser] = new Dictionary<string, ValueRule> { ["power"] = Values.Range<OpticalPower>(atLeast: 0) },
        [InstrumentRoles.Potentiostat] = new Dictionary<string, ValueRule> { ["voltage"] = Values.Range<Voltage>(), ["current"] = Values.Range<Current>() },
        [InstrumentRoles.CurrentSource] = new Dictionary<string, ValueRule> { ["current"] = Values.Range<Current>() },
        [InstrumentRoles.BiasField] = new Dictionary<string, ValueRule> { ["field"] = Values.Range<MagneticField>(atLeast: 0) },
    };

    /// <summary>The limits of a role; empty when it has none.</summary>
    public static IReadOnlyDictionary<string, ValueRule> Of(string role) =>
        ByRole.TryGetValue(role, out var limits) ? limits : new Dictionary<string, ValueRule>();
}
