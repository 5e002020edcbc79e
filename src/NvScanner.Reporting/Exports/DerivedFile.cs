namespace NvScanner.Reporting.Exports;

/// <summary>Writes files that are made from a run file: whole or not at all, never over an existing one unasked.</summary>
internal static class DerivedFile
{
    /// <summary>Writes beside the final name, flushes to disk and renames; returns the path.</summary>
    public static string Write(string path, bool overwrite, Action<Stream> write)
    {
        if (!overwrite && File.Exists(path))
            throw new IOException($"{path} exists and is not overwritten; choose another folder or allow it (--overwrite)");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = path + ".part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite);
        }
        catch
        {
            File.Delete(part);
            throw;
        }

        return path;
    }
}
