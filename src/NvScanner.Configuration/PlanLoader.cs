using NvScanner.Abstractions.Scanning;
using NvScanner.Configuration.Documents;
using NvScanner.Configuration.Plans;

namespace NvScanner.Configuration;

/// <summary>Reads plans: YAML text to a validated <see cref="ScanPlan"/>.</summary>
public static class PlanLoader
{
    /// <summary>Reads a plan file with settings such as "scan.pixels=[8, 8]" applied; throws <see cref="ConfigurationException"/> with every problem found.</summary>
    public static LoadedDocument<ScanPlan> Load(string path, IEnumerable<string>? settings = null) =>
        Parse(DocumentFile.Read(path), path, settings);

    /// <summary>Reads a plan from text, a run file's own for example; <paramref name="name"/> stands for the file in problems. Throws <see cref="ConfigurationException"/> with every problem found.</summary>
    public static LoadedDocument<ScanPlan> Parse(string text, string name, IEnumerable<string>? settings = null)
    {
        var (document, effectiveText) = DocumentReader.Read(text, name, settings, PlanKeys.Root);
        return new LoadedDocument<ScanPlan>(document.Value with { SourceText = effectiveText }, name, document.Root);
    }

    /// <summary>Path of the profile that a plan names under `profile`, or null when it names none; throws <see cref="ConfigurationException"/> when the file cannot be read, is not YAML or a setting is wrong.</summary>
    public static string? DefaultProfile(string path, IEnumerable<string>? settings = null)
    {
        var problems = new List<ConfigurationProblem>();
        var root = DocumentSettings.Apply(DocumentParser.Parse(DocumentFile.Read(path), path), settings ?? [], problems) as MappingNode;
        if (problems.Count > 0)
            throw new ConfigurationException(problems);
        return root?.Find(PlanKeys.Profile.Name) is ScalarNode { IsNull: false } profile && !profile.Text.Contains('\0', StringComparison.Ordinal)
            ? Path.GetFullPath(profile.Text.Trim(), Path.GetDirectoryName(Path.GetFullPath(path))!)
            : null;
    }
}
