namespace NvScanner.Hdf5;

/// <summary>Element types that NvScanner stores.</summary>
public enum Hdf5Type
{
    /// <summary>Unsigned integer of 8 bits.</summary>
    UInt8,

    /// <summary>Signed integer of 32 bits.</summary>
    Int32,

    /// <summary>Unsigned integer of 32 bits.</summary>
    UInt32,

    /// <summary>Signed integer of 64 bits.</summary>
    Int64,

    /// <summary>IEEE double.</summary>
    Float64,

    /// <summary>UTF-8 text of a fixed number of bytes, filled up with NULs.</summary>
    Text,
}
