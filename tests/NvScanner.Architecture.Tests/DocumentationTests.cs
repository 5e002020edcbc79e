using System.Reflection;
using System.Xml.Linq;

namespace NvScanner.Architecture.Tests;

/// <summary>Every public type says what it is.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Assemblies => new(Repository.SourceProjects.Where(p => p != "NvScanner.Cli"));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_public_type_has_a_summary(string assembly)
    {
        var summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml")).Descendants("member")
            .Where(m => !string.IsNullOrWhiteSpace(m.Element("summary")?.Value))
            .Select(m => m.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);
        var types = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")).GetExportedTypes();

        Offenders.AssertNone(types.Select(t => "T:" + t.FullName!.Replace('+', '.')).Where(t => !summaries.Contains(t)));
    }

    [Fact]
    public void The_program_shows_no_type_to_others() =>
        Offenders.AssertNone(Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "nvscanner.dll")).GetExportedTypes().Select(t => t.FullName!));
}
