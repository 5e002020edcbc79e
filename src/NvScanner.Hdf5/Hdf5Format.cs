namespace NvScanner.Hdf5;

/// <summary>Which libraries must be able to open a file that is created.</summary>
public enum Hdf5Format
{
    /// <summary>As old ones as its contents allow.</summary>
    Earliest,

    /// <summary>HDF5 1.10 (2016) or later.</summary>
    V110,
}
