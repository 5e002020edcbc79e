using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Files: create, open, close.</summary>
public sealed partial class H5F
{
    static H5F() => H5.open();

    /// <summary>Open for reading only.</summary>
    public const uint ACC_RDONLY = 0x0000u;

    /// <summary>Open for reading and writing.</summary>
    public const uint ACC_RDWR = 0x0001u;

    /// <summary>Replace an existing file.</summary>
    public const uint ACC_TRUNC = 0x0002u;

    /// <summary>Fail when the file exists.</summary>
    public const uint ACC_EXCL = 0x0004u;

    /// <summary>Versions of the file format between which objects are written.</summary>
    public enum libver_t
    {
        /// <summary>The oldest that can hold the object.</summary>
        EARLIEST = 0,

        /// <summary>That of HDF5 1.10.</summary>
        V110 = 2,
    }

    /// <summary>Closes a file.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Fclose")]
    public static partial int close(long file_id);

    /// <summary>Creates a file.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long create(string filename, uint flags, long create_plist = H5P.DEFAULT, long access_plist = H5P.DEFAULT);

    /// <summary>Positive when the file has an HDF5 signature, 0 when not, negative on failure.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Fis_hdf5", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int is_hdf5(string filename);

    /// <summary>Opens a file.</summary>
    [LibraryImport(LibHdf5.Name, EntryPoint = "H5Fopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long open(string filename, uint flags, long plist = H5P.DEFAULT);
}
