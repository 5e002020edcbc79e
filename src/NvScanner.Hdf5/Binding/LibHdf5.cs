using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Finds the system's libhdf5 (1.10 or later: identifiers of 64 bits) and reads its exported globals.</summary>
internal static class LibHdf5
{
    /// <summary>The name that every declaration imports from.</summary>
    public const string Name = "hdf5";

    /// <summary>Environment variable that holds the path of a library to use instead of the system's.</summary>
    public const string PathVariable = "NVSCANNER_LIBHDF5";

    private static readonly string[] LinuxNames =
    [
        "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310",
        "libhdf5.so.200", "libhdf5_serial.so", "libhdf5.so",
    ];

    private static readonly string[] WindowsNames = ["hdf5.dll"];
    private static readonly string[] MacNames = ["libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib"];
    private static readonly Lazy<IntPtr> Library = new(Load);

    /// <summary>Makes the declarations of this assembly resolve to the library that is found; nothing is loaded yet.</summary>
    public static void Resolve() => NativeLibrary.SetDllImportResolver(
        typeof(LibHdf5).Assembly,
        (name, _, _) => name == Name ? Library.Value : IntPtr.Zero);

    /// <summary>The identifier that the library exports as a global variable, initialised by H5open.</summary>
    public static unsafe long ExportedIdentifier(string variable)
    {
        if (H5.open() < 0)
            throw new InvalidOperationException("libhdf5 could not be initialised (H5open failed).");
        return *(long*)NativeLibrary.GetExport(Library.Value, variable);
    }

    private static IntPtr Load()
    {
        var candidates = Candidates().ToArray();
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, typeof(LibHdf5).Assembly, DllImportSearchPath.SafeDirectories, out IntPtr library))
                return library;
        }

        throw new DllNotFoundException(
            $"The HDF5 library was not found (tried {string.Join(", ", candidates)}). "
            + "Install it: 'apt-get install libhdf5-103-1' on Debian 12, 'brew install hdf5' on macOS, "
            + $"hdf5.dll of The HDF Group beside the program on Windows; or set {PathVariable} to its full path.");
    }

    private static IEnumerable<string> Candidates()
    {
        string? given = Environment.GetEnvironmentVariable(PathVariable);
        if (!string.IsNullOrWhiteSpace(given))
            return [given];
        return OperatingSystem.IsWindows() ? WindowsNames : OperatingSystem.IsMacOS() ? MacNames : LinuxNames;
    }
}
