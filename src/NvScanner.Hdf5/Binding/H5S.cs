using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Dataspaces: shapes and selections.</summary>
public sealed partial class H5S
{
    static H5S() => H5.open();

    /// <summary>The whole extent.</summary>
    public const int ALL = 0;

    /// <summary>Kind of a dataspace.</summary>
    public enum class_t
    {
        /// <summary>One element.</summary>
        SCALAR = 0,
    }

    /// <summary>How a selection combines with the present one.</summary>
    public enum seloper_t
    {
        /// <summary>Replaces it.</summary>
        SET = 0,
    }

    /// <summary>Closes a dataspace.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Sclose")]
    public static partial int close(long space_id);

    /// <summary>Creates a dataspace of a kind.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Screate")]
    public static partial long create(class_t type);

    /// <summary>Creates an array dataspace; null maximum = fixed shape.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Screate_simple")]
    public static partial long create_simple(int rank, ulong[] dims, ulong[]? maxdims);

    /// <summary>Copies the shape; returns the rank.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Sget_simple_extent_dims")]
    public static partial int get_simple_extent_dims(long space_id, [In, Out] ulong[] dims, [In, Out] ulong[]? maxdims);

    /// <summary>The rank; 0 for a scalar.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Sget_simple_extent_ndims")]
    public static partial int get_simple_extent_ndims(long space_id);

    /// <summary>Selects a regular block of elements; null stride and block = 1.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Sselect_hyperslab")]
    public static partial int select_hyperslab(
        long space_id, seloper_t op, ulong[] start, ulong[]? stride, ulong[] count, ulong[]? block);
}
