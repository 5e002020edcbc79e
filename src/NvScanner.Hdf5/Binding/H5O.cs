using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Objects of any kind.</summary>
public sealed partial class H5O
{
    static H5O() => H5.open();

    /// <summary>Closes an object.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Oclose")]
    public static partial int close(long object_id);

    /// <summary>Opens a group, dataset or named type by path.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Oopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long loc_id, string name, long lapl_id = H5P.DEFAULT);
}
