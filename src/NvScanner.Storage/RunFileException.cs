namespace NvScanner.Storage;

/// <summary>A run file cannot be made, written or read; the message names the file, the cause and the remedy.</summary>
public sealed class RunFileException : IOException
{
    /// <summary>Creates the exception.</summary>
    public RunFileException(string path, string message, Exception? inner = null)
        : base($"{path}: {message}", inner) => Path = path;

    /// <summary>Path of the file.</summary>
    public string Path { get; }
}
