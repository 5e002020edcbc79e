using System.Runtime.CompilerServices;

namespace NvScanner.Configuration.Tests;

/// <summary>Files of the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root(), .. parts]);

    private static string Root([CallerFilePath] string here = "")
    {
        var folder = System.IO.Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "NvScanner.sln")))
            folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"No NvScanner.sln above {here}.");
    }
}
