using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Cell;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Samples;

/// <summary>Looks at the simulated sample of a profile without making it.</summary>
public static class SimulatedSample
{
    private const string Settings = "simulation.settings";

    /// <summary>What is impossible about it, each by the field of the profile and with its physical cause; empty for a good one and where nothing is simulated. The names of settings are looked at when the rig is connected.</summary>
    public static IReadOnlyList<(string Field, string Message)> Problems(RigProfile profile)
    {
        if (profile.Simulation is not { } spec) return [];
        var problems = new List<(string Field, string Message)>();
        var settings = new WorldSettings(spec);
        if (!(settings.Get("standoff-at-contact", new Length(1)).Metres > 0))
            problems.Add(($"{Settings}.standoff-at-contact", "a stand-off is above 0: at 0 or less the NV would lie in the sample"));
        if (spec.Sample == SampleCatalogue.BatteryCrossSection)
        {
            problems.AddRange(CellMaterials.Problems(spec.Materials).Select(problem => ($"simulation.materials.{problem.Part}", problem.Message)));
            problems.AddRange(CellProblems(settings));
        }
        else if (spec.Materials.Count > 0)
        {
            problems.Add(("simulation.materials", $"only {SampleCatalogue.BatteryCrossSection} is made of materials that can be chosen, not {spec.Sample}"));
        }
        problems.InsertRange(0, settings.Problems.Select(problem => ($"{Settings}.{problem.Name}", problem.Message)));
        return problems;
    }

    /// <summary>What is possible but unwise about its materials, each with the part it is about; empty for most.</summary>
    public static IReadOnlyList<string> Warnings(RigProfile profile) => profile.Simulation is { } spec
        ? [.. CellMaterials.Warnings(spec.Materials).Select(warning => $"simulation.materials.{warning.Part}: {warning.Message}")]
        : [];

    private static IEnumerable<(string Field, string Message)> CellProblems(WorldSettings settings)
    {
        var geometry = CellSettings.Geometry(settings);
        var design = CellSettings.Design(settings, geometry);
        CellSettings.Conduction(settings, design);
        CellSettings.Path(settings);
        if (CellSettings.BulkDepth(settings) < 0)
            yield return ($"{Settings}.bulk-depth", "the cell goes on beneath its face, a depth is 0 or more");
        var found = false;
        foreach (var problem in geometry.Problems())
        {
            found = true;
            yield return (Settings, "impossible cell: " + problem);
        }
        if (found) yield break;
        foreach (var problem in design.Problems())
            yield return (Settings, "impossible cell: " + problem);
    }
}
