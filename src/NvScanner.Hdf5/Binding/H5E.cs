using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>The error stack of the calling thread.</summary>
public sealed partial class H5E
{
    static H5E() => H5.open();

    /// <summary>The default error stack.</summary>
    public const long DEFAULT = 0;

    /// <summary>One entry of the error stack.</summary>
    public struct error_t
    {
        /// <summary>Class of the error.</summary>
        public long cls_id;

        /// <summary>Major error.</summary>
        public long maj_num;

        /// <summary>Minor error.</summary>
        public long min_num;

        /// <summary>Line in the library's source.</summary>
        public uint line;

        /// <summary>Function in which the error arose.</summary>
        [MarshalAs(UnmanagedType.LPStr)]
        public string func_name;

        /// <summary>File of the library's source.</summary>
        [MarshalAs(UnmanagedType.LPStr)]
        public string file_name;

        /// <summary>Description of the error.</summary>
        [MarshalAs(UnmanagedType.LPStr)]
        public string desc;
    }

    /// <summary>Called by the library when an error has been recorded.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int auto_t(long estack, IntPtr client_data);

    /// <summary>Called by <see cref="walk"/> once per entry.</summary>
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int walk_t(uint n, [In] ref error_t err_desc, IntPtr client_data);

    /// <summary>Direction of a walk over the error stack.</summary>
    public enum direction_t
    {
        /// <summary>From the innermost function to the API function.</summary>
        H5E_WALK_UPWARD = 0,

        /// <summary>From the API function to the innermost.</summary>
        H5E_WALK_DOWNWARD = 1,
    }

    /// <summary>Empties an error stack.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Eclear2")]
    public static partial int clear(long estack_id);

    /// <summary>Sets the function that prints errors; null prints nothing.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Eset_auto2")]
    public static partial int set_auto(long estack_id, auto_t? func, IntPtr client_data);

    /// <summary>Calls <paramref name="func"/> for each entry of an error stack.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Ewalk2")]
    public static partial int walk(long estack_id, direction_t direction, walk_t func, IntPtr client_data);
}
