using NvScanner.Hdf5;

namespace NvScanner.Storage.Writing;

/// <summary>Changes the structure of a run file through libhdf5, on a copy that replaces the original only when it is whole.</summary>
internal static class FileRework
{
    // libhdf5 can crash the process when the disk is full: it gets ample room or does not begin
    private const long Margin = 64 << 20;

    /// <summary>Applies a change; returns null, or why the original stays as it was. Nobody may hold the file open for writing.</summary>
    public static string? Apply(string path, Action<Hdf5File> change)
    {
        string copy = path + ".part";
        try
        {
            long needed = new FileInfo(path).Length + Margin;
            long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
            if (free < needed)
                return $"its copy needs {needed >> 20} MB and {free >> 20} MB are free";
            File.Copy(path, copy, overwrite: true);
            using (Hdf5File file = Hdf5File.OpenReadWrite(copy))
                change(file);
            using (var handle = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(handle);
            File.Move(copy, path, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(copy);
            return error.Message;
        }
    }

    private static void TryDelete(string copy)
    {
        try
        {
            File.Delete(copy);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // the reason why the rework failed is what the caller reports; a left-over copy is replaced by the next one
        }
    }
}
