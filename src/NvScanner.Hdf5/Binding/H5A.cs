using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Attributes of an object: create, open, read, write.</summary>
public sealed partial class H5A
{
    static H5A() => H5.open();

    /// <summary>Closes an attribute.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aclose")]
    public static partial int close(long attr_id);

    /// <summary>Creates an attribute of the given type and shape on an object.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Acreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(
        long loc_id, string attr_name, long type_id, long space_id, long acpl_id = H5P.DEFAULT, long aapl_id = H5P.DEFAULT);

    /// <summary>Positive when the object has the attribute, 0 when not, negative on failure.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int exists(long obj_id, string attr_name);

    /// <summary>A copy of the attribute's dataspace; the caller closes it.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aget_space")]
    public static partial long get_space(long attr_id);

    /// <summary>The attribute's datatype; the caller closes it.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aget_type")]
    public static partial long get_type(long attr_id);

    /// <summary>Opens an attribute by name.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(long obj_id, string attr_name, long aapl_id = H5P.DEFAULT);

    /// <summary>Reads the whole attribute into memory laid out as <paramref name="type_id"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Aread")]
    public static partial int read(long attr_id, long type_id, IntPtr buf);

    /// <summary>Writes the whole attribute from memory laid out as <paramref name="mem_type_id"/>.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Awrite")]
    public static partial int write(long attr_id, long mem_type_id, IntPtr buf);
}
