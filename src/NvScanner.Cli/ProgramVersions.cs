using System.Reflection;
using System.Runtime.InteropServices;
using NvScanner.Hdf5;

namespace NvScanner.Cli;

/// <summary>Versions that a run file names, so that its numbers can be made again.</summary>
internal static class ProgramVersions
{
    /// <summary>Version, commit, HDF5 library, runtime and system by name.</summary>
    public static IReadOnlyDictionary<string, string> All => Read();

    private static Dictionary<string, string> Read()
    {
        // "1.2.3+commit", where the build knew the commit
        var parts = typeof(ProgramVersions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', 2);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["NvScanner"] = parts[0],
            ["commit"] = parts.Length > 1 ? parts[1] : "unknown",
            ["hdf5"] = Hdf5Library.Version.ToString(),
            ["dotnet"] = RuntimeInformation.FrameworkDescription,
            ["system"] = RuntimeInformation.OSDescription,
        };
    }
}
