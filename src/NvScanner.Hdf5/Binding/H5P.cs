using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Property lists.</summary>
public sealed partial class H5P
{
    static H5P() => H5.open();

    /// <summary>The default property list of every class.</summary>
    public const long DEFAULT = 0;

    /// <summary>Class of the lists that a dataset is opened with.</summary>
    public static long DATASET_ACCESS { get; } = LibHdf5.ExportedIdentifier("H5P_CLS_DATASET_ACCESS_ID_g");

    /// <summary>Class of the lists that a dataset is created with.</summary>
    public static long DATASET_CREATE { get; } = LibHdf5.ExportedIdentifier("H5P_CLS_DATASET_CREATE_ID_g");

    /// <summary>Class of the lists that a file is opened with.</summary>
    public static long FILE_ACCESS { get; } = LibHdf5.ExportedIdentifier("H5P_CLS_FILE_ACCESS_ID_g");

    /// <summary>Class of the lists that a link is created with.</summary>
    public static long LINK_CREATE { get; } = LibHdf5.ExportedIdentifier("H5P_CLS_LINK_CREATE_ID_g");

    /// <summary>Closes a property list.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pclose")]
    public static partial int close(long plist);

    /// <summary>Creates a property list of a class.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pcreate")]
    public static partial long create(long cls_id);

    /// <summary>Says when storage is allocated.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_alloc_time")]
    public static partial int set_alloc_time(long plist_id, H5D.alloc_time_t alloc_time);

    /// <summary>Stores the elements in chunks of a shape.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_chunk")]
    public static partial int set_chunk(long plist_id, int ndims, ulong[] dims);

    /// <summary>Sets the cache of chunks of a dataset; chunks that are larger than its bytes are read in place.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_chunk_cache")]
    public static partial int set_chunk_cache(long dapl_id, IntPtr rdcc_nslots, IntPtr rdcc_nbytes, double rdcc_w0);

    /// <summary>Makes missing groups of a path on the way.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_create_intermediate_group")]
    public static partial int set_create_intermediate_group(long lcpl_id, uint crt_intermed_group);

    /// <summary>Says when the fill value is written.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_fill_time")]
    public static partial int set_fill_time(long plist_id, H5D.fill_time_t fill_time);

    /// <summary>Sets the fill value, given as one element of <paramref name="type_id"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_fill_value")]
    public static partial int set_fill_value(long plist_id, long type_id, IntPtr value);

    /// <summary>Sets how the elements are stored.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_layout")]
    public static partial int set_layout(long plist, H5D.layout_t layout);

    /// <summary>Sets the versions of the file format between which objects are written.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_libver_bounds")]
    public static partial int set_libver_bounds(
        long plist, H5F.libver_t low = H5F.libver_t.EARLIEST, H5F.libver_t high = H5F.libver_t.V110);

    /// <summary>Switches the recording of times in the object's header.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Pset_obj_track_times")]
    public static partial int set_obj_track_times(long ocpl_id, uint track_times);
}
