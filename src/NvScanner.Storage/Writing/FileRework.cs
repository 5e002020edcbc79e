using System.Runtime.InteropServices;
using NvScanner.Hdf5;

namespace NvScanner.Storage.Writing;

/// <summary>Changes the structure of a run file through libhdf5, on a copy that replaces the original only when it is whole.</summary>
internal static partial class FileRework
{
    // libhdf5 can crash the process when the disk is full: it gets ample room or does not begin
    private const long Margin = 64 << 20;

    /// <summary>Applies a change that makes the file at most so many bytes longer, its space reserved; returns null, or why the original stays as it was. On Windows nobody may hold the file open for writing.</summary>
    public static string? Apply(string path, long furtherBytes, Action<Hdf5File> change)
    {
        string copy = path + ".part";
        try
        {
            long needed = new FileInfo(path).Length + furtherBytes + Margin;
            long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
            if (free < needed)
                return $"its copy needs {needed >> 20} MB and {free >> 20} MB are free";
            File.Copy(path, copy, overwrite: true);
            using (Hdf5File file = Hdf5File.OpenReadWrite(copy))
                change(file);
            using (var handle = File.OpenHandle(copy, FileMode.Open, FileAccess.ReadWrite))
            {
                SpaceReservation.Reserve(handle, RandomAccess.GetLength(handle));
                RandomAccess.FlushToDisk(handle);
            }

            File.Move(copy, path, overwrite: true);
            FlushName(path);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryDelete(copy);
            return error.Message;
        }
    }

    /// <summary>Flushes the folder, so that after a power cut too the name means the new file, into which pixels are acknowledged from now on.</summary>
    public static void FlushName(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int folder = open(Path.GetDirectoryName(Path.GetFullPath(path))!, 0);
        if (folder < 0)
            return; // a folder that may be written and not read: the file system's own order has to do
        _ = fsync(folder);
        _ = close(folder);
    }

    /// <summary>Deletes a copy that has no future, if that is possible.</summary>
    public static void TryDelete(string copy)
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

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
