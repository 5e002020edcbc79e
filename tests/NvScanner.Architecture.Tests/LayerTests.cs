using System.Reflection;

namespace NvScanner.Architecture.Tests;

/// <summary>Who may reference whom; the picture is in docs/explanation and in the decision on layers.</summary>
public sealed class LayerTests
{
    private const string Prefix = "NvScanner.";

    // what a project may reference; Cli composes and may reference everything
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Abstractions"] = [],
        ["Physics"] = [],
        ["Hdf5"] = [],
        ["Fitting"] = ["Physics"],
        ["Storage"] = ["Abstractions", "Hdf5"],
        ["Reporting"] = ["Abstractions", "Storage", "Fitting"],
        ["Simulation"] = ["Abstractions", "Physics"],
        ["Drivers"] = ["Abstractions"],
        ["Emulation"] = [],
        ["Configuration"] = ["Abstractions"],
        ["Acquisition"] = ["Abstractions", "Physics", "Fitting"],
        ["Cli"] = ["Abstractions", "Physics", "Fitting", "Hdf5", "Storage", "Reporting", "Simulation", "Drivers", "Emulation", "Configuration", "Acquisition"],
    };

    private static readonly string[] OnlyForConsoles = ["Microsoft.AspNetCore", "Spectre.Console", "System.CommandLine"];

    public static TheoryData<string> Projects => new(Repository.SourceProjects.Select(p => p[Prefix.Length..]));

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_references_only_the_projects_below_it(string project) =>
        Offenders.AssertNone(AssemblyReferences(project).Where(r => r.StartsWith(Prefix, StringComparison.Ordinal)).Select(r => r[Prefix.Length..]).Except(AllowedOf(project)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_the_projects_below_it(string project) =>
        Offenders.AssertNone(Repository.ProjectReferences($"src/{Prefix}{project}/{Prefix}{project}.csproj").Select(r => r[Prefix.Length..]).Except(AllowedOf(project)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_a_console_knows_of_terminals_and_web_servers(string project)
    {
        if (project == "Cli")
            Assert.Contains("Spectre.Console", AssemblyReferences(project));
        else
            Assert.DoesNotContain(AssemblyReferences(project), r => OnlyForConsoles.Any(c => r.StartsWith(c, StringComparison.Ordinal)));
    }

    [Fact]
    public void References_make_no_circle()
    {
        var references = Repository.SourceProjects.ToDictionary(p => p, p => Repository.ProjectReferences($"src/{p}/{p}.csproj").ToHashSet(), StringComparer.Ordinal);
        while (references.FirstOrDefault(p => p.Value.Count == 0) is { Key: { } leaf })
        {
            references.Remove(leaf);
            foreach (var rest in references.Values)
                rest.Remove(leaf);
        }
        Offenders.AssertNone(references.Keys);
    }

    [Fact]
    public void The_references_are_really_read() =>
        Assert.Contains("NvScanner.Fitting", AssemblyReferences("Cli"));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = string.Concat(Repository.ReadLines("NvScanner.sln")).Replace('\\', '/');
        Offenders.AssertNone(Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && !solution.Contains(f, StringComparison.Ordinal)));
    }

    private static string[] AllowedOf(string project) => Allowed.TryGetValue(project, out var allowed)
        ? allowed
        : throw new InvalidOperationException($"{Prefix}{project} has no rule yet: say in {nameof(LayerTests)} what it may reference, and in a decision why");

    private static string[] AssemblyReferences(string project) =>
        Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, project == "Cli" ? "nvscanner.dll" : $"{Prefix}{project}.dll"))
            .GetReferencedAssemblies().Select(a => a.Name!).ToArray();
}
