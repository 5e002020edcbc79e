namespace NvScanner.Hdf5;

/// <summary>An operation of libhdf5 failed; the message names the file, the object in it, what was tried and libhdf5's own words.</summary>
public sealed class Hdf5Exception : IOException
{
    internal Hdf5Exception(string filePath, string objectPath, string attempt, string reason)
        : base($"{filePath}: {attempt}{(objectPath.Length == 0 ? "" : $" '{objectPath}'")} failed: {reason}")
    {
        FilePath = filePath;
        ObjectPath = objectPath;
    }

    /// <summary>Path of the file.</summary>
    public string FilePath { get; }

    /// <summary>Path of the object inside the file; empty when the file itself is meant.</summary>
    public string ObjectPath { get; }
}
