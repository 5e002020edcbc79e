using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Datasets: create, open, place in the file, read, write.</summary>
public sealed partial class H5D
{
    static H5D() => H5.open();

    /// <summary>How the elements are stored.</summary>
    public enum layout_t
    {
        /// <summary>One block at one place in the file.</summary>
        CONTIGUOUS = 1,
    }

    /// <summary>When storage is allocated.</summary>
    public enum alloc_time_t
    {
        /// <summary>At creation.</summary>
        EARLY = 1,
    }

    /// <summary>When the fill value is written.</summary>
    public enum fill_time_t
    {
        /// <summary>Never.</summary>
        NEVER = 1,
    }

    /// <summary>Closes a dataset.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dclose")]
    public static partial int close(long dset_id);

    /// <summary>Creates a dataset of the given type and shape.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(
        long loc_id, string name, long type_id, long space_id,
        long lcpl_id = H5P.DEFAULT, long dcpl_id = H5P.DEFAULT, long dapl_id = H5P.DEFAULT);

    /// <summary>Coordinates, filter mask, byte offset and size of a chunk, counted in the order of the chunk index.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dget_chunk_info")]
    public static partial int get_chunk_info(
        long dset_id, long fspace_id, ulong index, [In, Out] ulong[] offset, ref uint filter_mask, ref ulong addr, ref ulong size);

    /// <summary>The byte offset of a contiguous dataset in its file, or <see cref="H5.HADDR_UNDEF"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dget_offset")]
    public static partial ulong get_offset(long dset_id);

    /// <summary>A copy of the dataset's dataspace; the caller closes it.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dget_space")]
    public static partial long get_space(long dset_id);

    /// <summary>The dataset's datatype; the caller closes it.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dget_type")]
    public static partial long get_type(long dset_id);

    /// <summary>Opens a dataset by path.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dopen2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long file_id, string name, long dapl_id = H5P.DEFAULT);

    /// <summary>Reads the selected elements into memory laid out as <paramref name="mem_type_id"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dread")]
    public static partial int read(
        long dset_id, long mem_type_id, long mem_space_id, long file_space_id, long plist_id, IntPtr buf);

    /// <summary>Frees the variable-length memory that a read allocated inside <paramref name="buf"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dvlen_reclaim")]
    public static partial int vlen_reclaim(long type_id, long space_id, long plist_id, IntPtr buf);

    /// <summary>Writes the selected elements from memory laid out as <paramref name="mem_type_id"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Dwrite")]
    public static partial int write(
        long dset_id, long mem_type_id, long mem_space_id, long file_space_id, long plist_id, IntPtr buf);
}
