using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace NvScanner.Architecture.Tests;

/// <summary>Habits that keep a source file small and easy to find.</summary>
public sealed partial class SourceFileTests(ITestOutputHelper output)
{
    private const int LongestFile = 500;
    private const int IntendedMedian = 100;

    private static readonly string[] SourceEndings = [".cs", ".py", ".sh", ".ts", ".tsx"];

    [Fact]
    public void No_source_file_is_longer_than_500_lines()
    {
        var lengths = Repository.Files.Where(f => SourceEndings.Contains(Path.GetExtension(f))).Select(f => (File: f, Lines: Repository.ReadLines(f).Length)).ToArray();
        Offenders.AssertNone(lengths.Where(l => l.Lines > LongestFile).Select(l => $"{l.File}: {l.Lines} lines"));
    }

    [Fact]
    public void The_median_source_file_is_short()
    {
        var lengths = Repository.CSharpOf("src").Select(f => Repository.ReadLines(f).Length).Order().ToArray();
        var median = lengths[lengths.Length / 2];
        output.WriteLine($"{lengths.Length} files in src, median {median} lines, longest {lengths[^1]}");
        Assert.True(median < IntendedMedian, $"the median file of src has {median} lines");
    }

    [Fact]
    public void A_file_of_src_holds_one_public_type_and_has_its_name()
    {
        var wrong = from file in Repository.CSharpOf("src")
                    let types = TypesAtTheTop(file).ToArray()
                    where types.Length > 1 || types.Any(t => t != Path.GetFileName(file).Split('.')[0])
                    select $"{file}: {string.Join(", ", types)}";
        Offenders.AssertNone(wrong);
    }

    [Fact]
    public void A_namespace_is_the_path_of_its_folder()
    {
        var wrong = from file in Repository.CSharpOf("src").Concat(Repository.CSharpOf("tests"))
                    from declaration in Repository.ReadLines(file).Select(l => NamespaceDeclaration().Match(l)).Where(m => m.Success)
                    let found = declaration.Groups[1].Value
                    where found != FolderNamespace(file) && !IsBindingOfThePackage(file, found)
                    select $"{file}: {found}";
        Offenders.AssertNone(wrong);
    }

    [Fact]
    public void Namespaces_are_declared_for_a_whole_file() =>
        Offenders.AssertNone(Repository.CSharpOf("src").Where(f => Repository.ReadLines(f).Any(l => BlockNamespace().IsMatch(l))));

    private static IEnumerable<string> TypesAtTheTop(string file) =>
        Repository.ReadLines(file).Select(l => PublicType().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value);

    private static string FolderNamespace(string file) =>
        string.Join('.', file.Split('/')[1..^1]);

    // the declarations with the surface of HDF.PInvoke live in the package's namespace, so that the package can take their place
    private static bool IsBindingOfThePackage(string file, string found) =>
        file.StartsWith("src/NvScanner.Hdf5/", StringComparison.Ordinal) && found == "HDF.PInvoke";

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|partial|readonly|ref|unsafe) )*(?:class|struct|interface|enum|record struct|record class|record|delegate \S+) (\w+)")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceDeclaration();

    [GeneratedRegex(@"^namespace [\w.]+\s*\{?$")]
    private static partial Regex BlockNamespace();
}
