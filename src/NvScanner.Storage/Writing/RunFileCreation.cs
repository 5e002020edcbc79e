using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>Makes a new run file: space first, then the layout, then its fill; whatever fails leaves everything as it was.</summary>
internal static class RunFileCreation
{
    // what FileMode.CreateNew says of a name that is taken: EEXIST, ERROR_FILE_EXISTS
    private const int FileExistsOnUnix = 17;
    private const int FileExistsOnWindows = unchecked((int)0x80070050);

    /// <summary>Creates the file; <c>Path</c> is where, <c>Previous</c> the run that it replaces, set aside, or null.</summary>
    public static (string Path, RunFileLayout Layout, InPlaceFile File, PreviousRunFile? Previous) Create(
        string path, RunStarted run, RunFileWriterOptions options, Action? beforeWrite)
    {
        PreviousRunFile? previous = MakeRoom(path, options.Overwrite && options.PathAfter is null);
        InPlaceFile? file = null;
        bool isOurs = false;
        try
        {
            long bytes = RunFileLayout.EstimateBytes(run);
            while (!TryClaim(path, bytes))
            {
                path = options.PathAfter?.Invoke(path)
                    ?? throw new RunFileException(path, "the file exists and is not overwritten; give another name or --overwrite");
            }

            isOurs = true;
            RunFileLayout layout = RunFileLayout.Create(path, Path.GetFileName(path), run);
            file = InPlaceFile.Open(path, beforeWrite);
            Fill(file, layout);
            return (path, layout, file, previous);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (isOurs)
                File.Delete(path);
            previous?.Restore();
            if (error is RunFileException or not (IOException or UnauthorizedAccessException))
                throw;
            throw new RunFileException(path, $"the run file cannot be laid out: {error.Message}", error);
        }
    }

    /// <summary>Creates the file that is to take the place of an unfinished run's, beside it; a left-over one of a program that was killed is replaced.</summary>
    public static (RunFileLayout Layout, InPlaceFile File) CreateSuccessor(string path, string part, RunStarted run, Func<SeriesDefinition, int> rowsBefore, Action? beforeWrite)
    {
        bool isOurs = false;
        InPlaceFile? file = null;
        try
        {
            if (File.Exists(part))
            {
                FileHolder.ClaimAlone(part, path).Dispose();
                File.Delete(part);
            }

            if (!TryClaim(part, RunFileLayout.EstimateBytes(run, rowsBefore)))
                throw new RunFileException(path, "another program goes on with this run");
            isOurs = true;
            RunFileLayout layout = RunFileLayout.Create(part, Path.GetFileName(path), run, rowsBefore);
            file = InPlaceFile.Open(part, beforeWrite);
            Fill(file, layout);
            return (layout, file);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (isOurs)
                File.Delete(part);
            if (error is RunFileException or not (IOException or UnauthorizedAccessException))
                throw;
            throw new RunFileException(path, $"its successor {part} cannot be laid out, so the file stays as it is: {error.Message}", error);
        }
    }

    private static void Fill(InPlaceFile file, RunFileLayout layout)
    {
        file.Reserve();
        foreach (PlacedDataset dataset in layout.Pixels)
            file.Fill(dataset);
        foreach (PlacedSeries series in layout.Series)
            SeriesWriter.Fill(file, series);
    }

    /// <summary>Makes the folder, and sets aside what stands at the path where that is wanted.</summary>
    private static PreviousRunFile? MakeRoom(string path, bool overwrite)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return overwrite && File.Exists(path) ? PreviousRunFile.SetAside(path) : null;
        }
        catch (Exception error) when (error is not RunFileException and (IOException or UnauthorizedAccessException))
        {
            throw NotCreated(path, error);
        }
    }

    /// <summary>Creates the file under its final name and takes its whole space from the disk once, so that libhdf5 never meets a full one; false when the name is taken.</summary>
    /// <remarks>The file system decides who has a name: of two programs that want it at once, one gets it.</remarks>
    private static bool TryClaim(string path, long bytes)
    {
        try
        {
            using var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
            try
            {
                SpaceReservation.Reserve(handle, bytes);
                RandomAccess.SetLength(handle, 0);
                return true;
            }
            catch (IOException error)
            {
                handle.Dispose();
                File.Delete(path);
                throw new RunFileException(path, $"the run file of {Math.Max(1, bytes >> 20)} MB cannot be created: {error.Message.TrimEnd('.')}. Free the disk, choose another folder with --out, or measure fewer pixels, frequencies or frames", error);
            }
        }
        catch (IOException error) when (error.HResult is FileExistsOnUnix or FileExistsOnWindows)
        {
            return false;
        }
        catch (Exception error) when (error is not RunFileException and (IOException or UnauthorizedAccessException))
        {
            throw NotCreated(path, error);
        }
    }

    private static RunFileException NotCreated(string path, Exception error) => new(
        path,
        $"the run file cannot be created: {error.Message.TrimEnd('.')}. " + error switch
        {
            UnauthorizedAccessException => "Choose another folder with --out, or get the right to write there",
            _ when File.Exists(path) => "Wait until no other program holds it, or choose another name with --out",
            _ => "Choose another folder with --out",
        },
        error);
}
