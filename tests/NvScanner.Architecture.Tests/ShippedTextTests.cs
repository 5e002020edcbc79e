using System.Text.Json;
using System.Text.RegularExpressions;

namespace NvScanner.Architecture.Tests;

/// <summary>What is shipped names no machine of ours and reads the same in every country.</summary>
public sealed partial class ShippedTextTests
{
    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".py", ".sh", ".yaml", ".yml", ".txt", ".xml", ".html", ".css", ".ts", ".runsettings", ""];

    [Fact]
    public void No_file_names_a_path_of_one_machine() => Offenders.AssertNone(LinesThatMatch(MachinePath()));

    [Fact]
    public void No_file_names_a_package_registry() => Offenders.AssertNone(LinesThatMatch(RegistryHost()));

    [Fact]
    public void The_patterns_find_what_they_are_for()
    {
        Assert.Matches(MachinePath(), "see /" + "root/notes");
        Assert.Matches(MachinePath(), "\"/" + "home/anna/x\"");
        Assert.DoesNotMatch(MachinePath(), "../shared/" + "home/x and the group /entry/raw");
        Assert.Matches(RegistryHost(), "https://api." + "nuget.org/v3");
    }

    [Fact]
    public void The_program_runs_in_the_invariant_culture()
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "nvscanner.runtimeconfig.json")));
        Assert.True(settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties").GetProperty("System.Globalization.Invariant").GetBoolean());
    }

    [Fact]
    public void No_source_asks_for_the_users_culture() =>
        Offenders.AssertNone(Repository.CSharpOf("src").Where(f => Repository.ReadLines(f).Any(l => l.Contains("CurrentCulture", StringComparison.Ordinal) || l.Contains("CurrentUICulture", StringComparison.Ordinal))));

    private static IEnumerable<string> LinesThatMatch(Regex pattern) =>
        from file in Repository.Files
        where TextEndings.Contains(Path.GetExtension(file))
        from line in Repository.ReadLines(file).Select((text, index) => (text, index))
        where pattern.IsMatch(line.text)
        select $"{file}:{line.index + 1}: {line.text.Trim()}";

    [GeneratedRegex(@"(?<![\w.~])/(?:work|root|home/[a-z]\w*|Users/\w+)/|[A-Za-z]:\\+Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:api\.nuget\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|pypi\.org|pythonhosted\.org|proxy\.golang\.org|artif[a]ctory|localhost:\d+/(?:nuget|repository))", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();
}
