using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Links between groups and objects.</summary>
public sealed partial class H5L
{
    static H5L() => H5.open();

    /// <summary>Gives an object a second name.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Lcreate_hard", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int create_hard(
        long cur_loc, string cur_name, long dst_loc, string dst_name,
        long lcpl_id = H5P.DEFAULT, long lapl_id = H5P.DEFAULT);

    /// <summary>Removes a link; an object without links is freed.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Ldelete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int delete(long loc_id, string name, long lapl_id = H5P.DEFAULT);

    /// <summary>Positive when the last part of the path exists, 0 when not; negative when an earlier part is missing.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Lexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int exists(long loc_id, string name, long lapl_id = H5P.DEFAULT);

    /// <summary>Copies the name of the n-th link, NUL-terminated, and returns its length.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Lget_name_by_idx")]
    public static partial IntPtr get_name_by_idx(
        long loc_id, byte[] group_name, H5.index_t idx_type, H5.iter_order_t order, ulong n,
        [In, Out] byte[]? name, IntPtr size, long lapl_id = H5P.DEFAULT);
}
