namespace NvScanner.Hdf5;

/// <summary>Classes of elements that are told apart when a file is read.</summary>
public enum Hdf5Class
{
    /// <summary>Integer of any size.</summary>
    Integer,

    /// <summary>Floating point of any size.</summary>
    Float,

    /// <summary>Text, of fixed or variable length.</summary>
    Text,

    /// <summary>Anything else.</summary>
    Other,
}
