using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Makes a new run file: space first, then the layout, then its fill; whatever fails leaves nothing behind.</summary>
internal static class RunFileCreation
{
    public static (RunFileLayout Layout, InPlaceFile File) Create(string path, RunStarted run, bool overwrite, Action? beforeWrite)
    {
        bool existed = File.Exists(path);
        Claim(path, RunFileLayout.EstimateBytes(run), overwrite);
        InPlaceFile? file = null;
        try
        {
            RunFileLayout layout = RunFileLayout.Create(path, run);
            file = InPlaceFile.Open(path, beforeWrite);
            file.Reserve();
            foreach (PlacedDataset dataset in layout.Pixels)
                file.Fill(dataset);
            foreach (PlacedSeries series in layout.Series)
                new SeriesWriter(series).Fill(file);
            return (layout, file);
        }
        catch (Exception error)
        {
            file?.Dispose();
            File.Delete(path);
            if (error is not (IOException or UnauthorizedAccessException))
                throw;
            throw new RunFileException(path, $"the run file cannot be laid out: {error.Message}{(existed ? " The file that it was to replace is gone." : "")}", error);
        }
    }

    /// <summary>Creates the file under its final name and takes its whole space from the disk once, so that libhdf5 never meets a full one.</summary>
    private static void Claim(string path, long bytes, bool overwrite)
    {
        bool isOurs = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            bool existed = File.Exists(path);
            if (existed && !overwrite)
                throw new RunFileException(path, "the file exists and is not overwritten; give another name or --overwrite");
            if (existed)
                RefuseWithoutRoom(path, bytes);
            // a file that exists is only replaced while nobody holds it open
            using var handle = existed
                ? File.OpenHandle(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None)
                : File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
            isOurs = true;
            SpaceReservation.Reserve(handle, bytes);
            RandomAccess.SetLength(handle, 0);
        }
        catch (Exception error) when (error is not RunFileException and (IOException or UnauthorizedAccessException))
        {
            if (isOurs)
                File.Delete(path);
            throw new RunFileException(path, $"the run file of {Math.Max(1, bytes >> 20)} MB cannot be created: {error.Message.TrimEnd('.')}. Free the disk, choose another folder with --out, or measure fewer pixels, frequencies or frames", error);
        }
    }

    private static void RefuseWithoutRoom(string path, long bytes)
    {
        long free = new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace + new FileInfo(path).Length;
        if (free < bytes)
            throw new RunFileException(path, $"the run file needs {bytes >> 20} MB and {free >> 20} MB are free; the existing file is left as it is");
    }
}
