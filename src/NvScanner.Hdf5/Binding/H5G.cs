using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Groups: create, open, count links.</summary>
public sealed partial class H5G
{
    static H5G() => H5.open();

    /// <summary>How a group stores its links.</summary>
    public enum storage_type_t
    {
        /// <summary>Not known.</summary>
        UNKNOWN = -1,

        /// <summary>Symbol table.</summary>
        SYMBOL_TABLE,

        /// <summary>In the object header.</summary>
        COMPACT,

        /// <summary>Fractal heap with an index.</summary>
        DENSE,
    }

    /// <summary>What <see cref="get_info"/> tells of a group.</summary>
    public struct info_t
    {
        /// <summary>How the links are stored.</summary>
        public storage_type_t storage_type;

        /// <summary>Number of links.</summary>
        public ulong nlinks;

        /// <summary>Largest creation order.</summary>
        public long max_corder;

        /// <summary>Whether a file is mounted on the group.</summary>
        public uint mounted;
    }

    /// <summary>Closes a group.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Gclose")]
    public static partial int close(long group_id);

    /// <summary>Creates a group.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Gcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(
        long loc_id, string name, long lcpl_id = H5P.DEFAULT, long gcpl_id = H5P.DEFAULT, long gapl_id = H5P.DEFAULT);

    /// <summary>Number of links and storage of a group.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Gget_info")]
    public static partial int get_info(long loc_id, ref info_t ginfo);

    /// <summary>Opens a group by path.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Gopen2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long loc_id, string name, long gapl_id = H5P.DEFAULT);
}
