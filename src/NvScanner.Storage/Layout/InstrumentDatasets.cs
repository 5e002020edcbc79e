using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;

namespace NvScanner.Storage.Layout;

/// <summary>/entry/instrument: one group per role of the rig with what its instrument says of itself.</summary>
internal static class InstrumentDatasets
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["nv_sensor"] = "NXsensor",
        ["environment"] = "NXenvironment",
        ["microwave"] = "NXcollection",
        ["laser"] = "NXsource",
        ["counter"] = "NXdetector",
        ["scanner"] = "NXpositioner",
        ["temperature"] = "NXsensor",
        ["potentiostat"] = "NXsensor",
    };

    /// <summary>Name of the group of a role.</summary>
    public static string GroupOf(string role) => role == InstrumentRoles.Stage ? "scanner" : role.Replace('-', '_');

    public static IEnumerable<GroupDefinition> GroupsOf(RunStarted run) =>
        new[] { "nv_sensor", "environment", "microwave", "laser", "counter" }
            .Union(run.Profile.Instruments.Select(instrument => GroupOf(instrument.Role)))
            .Select(name => new GroupDefinition($"/entry/instrument/{name}", Classes.GetValueOrDefault(name, "NXcollection")));

    public static IEnumerable<DatasetDefinition> DatasetsOf(RunStarted run) => run.Profile.Instruments.SelectMany(instrument =>
        Describe($"/entry/instrument/{GroupOf(instrument.Role)}", instrument.Driver, run.Identities.GetValueOrDefault(instrument.Role)));

    private static IEnumerable<DatasetDefinition> Describe(string group, string driver, InstrumentIdentity? identity)
    {
        yield return EntryDatasets.Text($"{group}/driver", _ => driver, "key of the driver");
        if (identity is null)
            yield break;
        yield return EntryDatasets.Text($"{group}/vendor", _ => identity.Maker, "manufacturer");
        yield return EntryDatasets.Text($"{group}/model", _ => identity.Model, "model");
        yield return EntryDatasets.Text($"{group}/serial", _ => identity.Serial, "serial number");
        yield return EntryDatasets.Text($"{group}/firmware", _ => identity.Firmware, "firmware version");
    }
}
