using System.Xml.Linq;

namespace NvScanner.Architecture.Tests;

/// <summary>The checkout that the tests were built from: its files without what builds and runs leave behind.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Leftovers = new(StringComparer.Ordinal)
        { ".git", "bin", "obj", "artifacts", "runs", "demo-output", "TestResults", "__pycache__", ".vs", ".idea", ".vscode", "node_modules" };

    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with '/' between folders.</summary>
    public static IReadOnlyList<string> Files { get; } = Walk(Root).Select(Relative).Order(StringComparer.Ordinal).ToArray();

    public static IEnumerable<string> CSharpOf(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Names of the projects in src.</summary>
    public static IReadOnlyList<string> SourceProjects { get; } =
        Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)).ToArray();

    /// <summary>Names of the projects that a project file references.</summary>
    public static IEnumerable<string> ProjectReferences(string projectFile) =>
        XDocument.Load(Path.Combine(Root, projectFile)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(d => !Leftovers.Contains(Path.GetFileName(d))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NvScanner.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException($"NvScanner.sln is in none of the folders above {AppContext.BaseDirectory}");
    }
}
