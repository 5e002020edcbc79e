using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Datatypes.</summary>
public sealed partial class H5T
{
    static H5T() => H5.open();

    /// <summary>Class of a datatype.</summary>
    public enum class_t
    {
        /// <summary>None: the call failed.</summary>
        NO_CLASS = -1,

        /// <summary>Integer.</summary>
        INTEGER = 0,

        /// <summary>Floating point.</summary>
        FLOAT = 1,

        /// <summary>Text.</summary>
        STRING = 3,
    }

    /// <summary>Character set of text.</summary>
    public enum cset_t
    {
        /// <summary>ASCII.</summary>
        ASCII = 0,

        /// <summary>UTF-8.</summary>
        UTF8 = 1,
    }

    /// <summary>How fixed-length text ends.</summary>
    public enum str_t
    {
        /// <summary>With a NUL.</summary>
        NULLTERM = 0,

        /// <summary>Filled up with NULs.</summary>
        NULLPAD = 1,
    }

    /// <summary>The size that makes a text type variable in length.</summary>
    public static readonly IntPtr VARIABLE = new(-1);

    /// <summary>Text of C.</summary>
    public static long C_S1 { get; } = LibHdf5.ExportedIdentifier("H5T_C_S1_g");

    /// <summary>The machine's double.</summary>
    public static long NATIVE_DOUBLE { get; } = LibHdf5.ExportedIdentifier("H5T_NATIVE_DOUBLE_g");

    /// <summary>The machine's int.</summary>
    public static long NATIVE_INT32 { get; } = LibHdf5.ExportedIdentifier("H5T_NATIVE_INT32_g");

    /// <summary>The machine's long of 64 bits.</summary>
    public static long NATIVE_INT64 { get; } = LibHdf5.ExportedIdentifier("H5T_NATIVE_INT64_g");

    /// <summary>The machine's byte.</summary>
    public static long NATIVE_UINT8 { get; } = LibHdf5.ExportedIdentifier("H5T_NATIVE_UINT8_g");

    /// <summary>The machine's unsigned int of 32 bits.</summary>
    public static long NATIVE_UINT32 { get; } = LibHdf5.ExportedIdentifier("H5T_NATIVE_UINT32_g");

    /// <summary>Closes a datatype.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tclose")]
    public static partial int close(long type_id);

    /// <summary>Copies a datatype.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tcopy")]
    public static partial long copy(long type_id);

    /// <summary>Class of a datatype.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tget_class")]
    public static partial class_t get_class(long dtype_id);

    /// <summary>Size of one element in bytes.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tget_size")]
    public static partial IntPtr get_size(long dtype_id);

    /// <summary>Positive for text of variable length, 0 for any other type, negative on failure.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tis_variable_str")]
    public static partial int is_variable_str(long dtype_id);

    /// <summary>Sets the character set of a text type.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tset_cset")]
    public static partial int set_cset(long dtype_id, cset_t cset);

    /// <summary>Sets the size of an element in bytes, or <see cref="VARIABLE"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tset_size")]
    public static partial int set_size(long dtype_id, IntPtr size);

    /// <summary>Sets how fixed-length text ends.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Tset_strpad")]
    public static partial int set_strpad(long dtype_id, str_t strpad);
}
