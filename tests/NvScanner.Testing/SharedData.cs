namespace NvScanner.Testing;

/// <summary>Finds the folder of measured data that lies beside the repository and is no part of it.</summary>
public static class SharedData
{
    /// <summary>Names the folder when it does not lie beside the repository.</summary>
    public const string Variable = "NVSCANNER_SHARED";

    private const string Solution = "NvScanner.sln";

    /// <summary>The folder `shared`, or null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Why tests that need it are skipped; null where it is present.</summary>
    public static string? SkipReason { get; } = Folder is null
        ? $"measured data are absent: no folder ../shared beside the repository and {Variable} is not set to one"
        : null;

    /// <summary>The path of a file or folder in it; <see cref="DirectoryNotFoundException"/> where the folder is absent.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Folder ?? throw new DirectoryNotFoundException(SkipReason), .. parts]);

    private static string? Find()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? named : null;
        // Walk up to the repository's root, then look beside it; a work tree may lie deeper, so its parents are asked too.
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
            folder = folder.Parent;
        for (folder = folder?.Parent; folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(candidate, "data", "expected.json")))
                return candidate;
        }
        return null;
    }
}
