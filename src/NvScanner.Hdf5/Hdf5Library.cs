using System.Runtime.InteropServices;
using HDF.PInvoke;

namespace NvScanner.Hdf5;

/// <summary>The loaded libhdf5: its version, and the one lock under which every call is made.</summary>
/// <remarks>libhdf5 may be built without thread safety; all calls of this assembly hold <see cref="Gate"/>.</remarks>
public static partial class Hdf5Library
{
    private static readonly Lazy<Version> Loaded = new(Initialise);

    [ThreadStatic]
    private static bool quietOnThisThread;

    internal static readonly Lock Gate = new();

    /// <summary>Version of libhdf5; loads it on first use, or throws <see cref="DllNotFoundException"/> saying what to install.</summary>
    public static Version Version
    {
        get
        {
            lock (Gate)
                return Loaded.Value;
        }
    }

    /// <summary>libhdf5's own description of the last failure on this thread, innermost cause first; clears it.</summary>
    internal static string TakeError()
    {
        var lines = new List<string>();
        int Collect(uint n, ref H5E.error_t entry, IntPtr data)
        {
            if (!string.IsNullOrWhiteSpace(entry.desc) && !lines.Contains(entry.desc))
                lines.Add(entry.desc);
            return 0;
        }

        if (H5E.walk(H5E.DEFAULT, H5E.direction_t.H5E_WALK_UPWARD, Collect, IntPtr.Zero) < 0 || lines.Count == 0)
            return "libhdf5 gives no reason";
        _ = H5E.clear(H5E.DEFAULT);
        // the two innermost entries hold the cause and its object; the rest is the library's way to them
        return lines.Count == 1 ? lines[0] : $"{lines[0]} ({lines[1]})";
    }

    private static Version Initialise()
    {
        SwitchFileLocksOff();
        uint major = 0, minor = 0, release = 0;
        if (H5.open() < 0 || H5.get_libversion(ref major, ref minor, ref release) < 0)
            throw new InvalidOperationException("libhdf5 was loaded but could not be initialised.");
        var version = new Version((int)major, (int)minor, (int)release);
        // identifiers have 64 bits since 1.10; an older library would misread every argument
        if (version < new Version(1, 10))
            throw new DllNotFoundException($"libhdf5 {version} is too old: NvScanner needs 1.10 or later.");
        return version;
    }

    /// <summary>Keeps libhdf5 from locking the files that it opens.</summary>
    /// <remarks>
    /// Its handles are inherited by every program that this process starts, and with them the lock, which then outlives
    /// the file's closing: the run's own writer would be refused. Who may write is settled by the handle of the run file's writer.
    /// </remarks>
    private static void SwitchFileLocksOff()
    {
        const string Variable = "HDF5_USE_FILE_LOCKING";
        // libhdf5 reads the C environment, which Environment.SetEnvironmentVariable does not touch
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable(Variable) is null)
            _ = setenv(Variable, "FALSE", 1);
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    /// <summary>Loads the library and keeps this thread's errors off stderr: they are in the exceptions.</summary>
    internal static void Enter()
    {
        _ = Loaded.Value;
        // a library built with thread safety keeps one error stack per thread
        if (quietOnThisThread)
            return;
        _ = H5E.set_auto(H5E.DEFAULT, null!, IntPtr.Zero);
        quietOnThisThread = true;
    }
}
