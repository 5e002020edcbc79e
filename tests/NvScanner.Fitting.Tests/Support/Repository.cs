namespace NvScanner.Fitting.Tests.Support;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    /// <summary>The path of a file or folder in it, which is named by its path with slashes.</summary>
    public static string PathOf(string path)
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NvScanner.sln")))
            folder = Path.GetDirectoryName(folder);
        return Path.Combine([folder ?? throw new InvalidOperationException("The tests run outside the repository."), .. path.Split('/')]);
    }
}
