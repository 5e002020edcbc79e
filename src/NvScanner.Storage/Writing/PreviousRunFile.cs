using NvScanner.Storage.Reading;

namespace NvScanner.Storage.Writing;

/// <summary>A run file that is to be replaced: it stands aside as "[name].previous" until the new run has something to show.</summary>
internal sealed class PreviousRunFile
{
    private readonly string _path;
    private readonly string _aside;

    private PreviousRunFile(string path) => (_path, _aside) = (path, AsideOf(path));

    /// <summary>Where the run stands meanwhile.</summary>
    public static string AsideOf(string path) => path + ".previous";

    /// <summary>Throws <see cref="RunFileException"/>, and touches nothing, unless the file is a run file of ours and its place aside is free.</summary>
    public static void RequireReplaceable(string path)
    {
        try
        {
            RunFile.Open(path).Dispose();
        }
        catch (RunFileException error)
        {
            throw new RunFileException(path, "the file exists and cannot be read as a run file of NvScanner, so --overwrite leaves it as it is; give another name or move it away", error);
        }

        if (File.Exists(AsideOf(path)))
            throw new RunFileException(path, $"{AsideOf(path)} holds the run that was to be replaced when a run was killed before its first pixel; move it back or delete it, then try again");
    }

    /// <summary>Moves the run aside; throws <see cref="IOException"/> while somebody holds it open.</summary>
    public static PreviousRunFile SetAside(string path)
    {
        RequireReplaceable(path);
        var previous = new PreviousRunFile(path);
        // a file that can be had alone is not being written
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        File.Move(path, previous._aside);
        return previous;
    }

    /// <summary>Brings the run back in the place of whatever stands there.</summary>
    public void Restore() => File.Move(_aside, _path, overwrite: true);

    /// <summary>Deletes the run: the new one has pixels. Returns null, or why it is still there.</summary>
    public string? Discard()
    {
        try
        {
            File.Delete(_aside);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the run that was replaced is still there, as {_aside}: {error.Message}";
        }
    }
}
