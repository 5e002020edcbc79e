using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>The library as a whole.</summary>
public sealed partial class H5
{
    static H5() => LibHdf5.Resolve();

    /// <summary>The address that means "no place in the file".</summary>
    public const ulong HADDR_UNDEF = ulong.MaxValue;

    /// <summary>Order of an iteration.</summary>
    public enum iter_order_t : int
    {
        /// <summary>Increasing.</summary>
        INC = 0,
    }

    /// <summary>Index that an iteration follows.</summary>
    public enum index_t : int
    {
        /// <summary>By name.</summary>
        NAME = 0,
    }

    /// <summary>Version of the library that was loaded.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5get_libversion")]
    public static partial int get_libversion(ref uint majnum, ref uint minnum, ref uint relnum);

    /// <summary>Initialises the library.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5open")]
    public static partial int open();
}
