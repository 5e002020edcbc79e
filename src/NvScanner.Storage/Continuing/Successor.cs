using NvScanner.Abstractions.Runs;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Continuing;

/// <summary>
/// The file that takes the place of an unfinished run's: laid out anew beside it as "[name].part", since the series of a run that has ended have lost their room. Until it has
/// everything that was acknowledged the original stays as it is, held against other writers; then one renaming replaces it.
/// </summary>
internal sealed class Successor : IDisposable
{
    private readonly string _path;
    private readonly string _part;
    private readonly InPlaceFile _original;
    private readonly PixelComparison? _comparison;
    private readonly RelivedEvents _events;

    private Successor(string path, string part, InPlaceFile original, StoredRun stored, PixelComparison? comparison) =>
        (_path, _part, _original, Stored, _comparison, _events) = (path, part, original, stored, comparison, new RelivedEvents(stored));

    /// <summary>What the original holds.</summary>
    public StoredRun Stored { get; }

    /// <summary>Whether everything that the original calls measured has come again.</summary>
    public bool HasCaughtUp => _comparison!.Compared == Stored.Measured;

    /// <summary>Lays the new file out; <see cref="RunFileException"/>, and nothing changed, when the original is held by a program, damaged, of another shape, or there is no room.</summary>
    public static (Successor Successor, RunFileLayout Layout, InPlaceFile File) Begin(string path, RunStarted run, RunFileMode mode, Action? beforeWrite)
    {
        string part = path + ".part";
        StoredRun stored;
        RunFileLayout layout;
        InPlaceFile file;
        using (var claim = FileHolder.ClaimAlone(path, path))
        {
            if (OperatingSystem.IsWindows())
                claim.Dispose(); // libhdf5 could not read the file
            stored = StoredRun.Read(path, run);
            (layout, file) = RunFileCreation.CreateSuccessor(path, part, run, stored.RowsOf, beforeWrite);
        }

        try
        {
            var original = InPlaceFile.Open(path, beforeWrite: null);
            return (new Successor(path, part, original, stored, mode == RunFileMode.LiveAgain ? new PixelComparison(stored, run) : null), layout, file);
        }
        catch
        {
            file.Dispose();
            FileRework.TryDelete(part);
            throw;
        }
    }

    /// <summary>Copies the acknowledged pixels.</summary>
    public void CopyPixels(IReadOnlyList<PlacedDataset> to, InPlaceFile into) => PixelCopy.Apply(Stored, _original, to, into);

    /// <summary>How a page of the second life differs from the original; null when it does not.</summary>
    public string? DifferenceIn(PixelPage page) => _comparison!.DifferenceIn(page, _original);

    /// <summary>Remembers an event of the second life.</summary>
    public void Remember(RunEvent relived) => _events.Add(relived);

    /// <summary>The events of a run that was lived through again.</summary>
    public IEnumerable<RunEvent> RelivedEvents(string acknowledgement) => _events.Merge(
        Stored.LatestPixelSeconds, $"{Interruption(acknowledgement)}; lived through again up to here, {Stored.Believed} pixels, all the same");

    /// <summary>The events of a run that goes on at a time.</summary>
    public IEnumerable<RunEvent> KeptEvents(double nowSeconds, string acknowledgement) =>
    [
        .. Stored.Events,
        new RunEvent(Stored.LatestSeconds, EventLevel.Information, RunEventCodes.Interrupted, Interruption("")),
        new RunEvent(Math.Max(Stored.LatestSeconds, nowSeconds), EventLevel.Information, RunEventCodes.Continued,
            $"the run goes on after {Stored.Visits} of {Stored.Schedule.VisitCount} pixels, which {Stored.Program}, has measured{Sentence(acknowledgement)}"),
    ];

    /// <summary>Puts the new file, flushed, in the place of the original; returns it, open.</summary>
    public InPlaceFile Replace(InPlaceFile file, Action? beforeWrite)
    {
        file.Flush();
        // Windows renames no open file; elsewhere both handles tell everyone without a gap that the run is being written
        if (OperatingSystem.IsWindows())
        {
            file.Dispose();
            _original.Dispose();
        }

        File.Move(_part, _path, overwrite: true);
        FileRework.FlushName(_path);
        return OperatingSystem.IsWindows() ? InPlaceFile.Open(_path, beforeWrite) : file;
    }

    /// <summary>Deletes the new file, which is closed: the original stays as it is.</summary>
    public void Abandon()
    {
        FileRework.TryDelete(_part);
        Dispose();
    }

    public void Dispose() => _original.Dispose();

    private string Interruption(string acknowledgement) => $"the run was interrupted: {Stored.Ending}{Sentence(acknowledgement)}";

    private static string Sentence(string text) => text.Length == 0 ? "" : $"; {text}";
}
