using NvScanner.Abstractions.Runs;
using NvScanner.Hdf5;
using NvScanner.Storage.Continuing;
using NvScanner.Storage.Layout;

namespace NvScanner.Storage.Writing;

/// <summary>The durable sink of a run: one HDF5 file that every plain reader opens while it is written, after the end and after a kill.</summary>
/// <remarks>
/// libhdf5 lays the file out and closes it; from then on values are only written in place. A pixel is acknowledged when its data
/// and then its state are written (and, where power-cut safety is on, flushed in this order). Writes are synchronous on the caller's thread.
/// A series that is nearly full asks for a quiet moment, in which libhdf5 gives it a further part on a copy of the file.
/// </remarks>
public sealed class RunFileWriter : IRunSink, INeedsQuietMoment
{
    private readonly RunFileWriterOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action? _beforeWrite;
    private readonly Lock _gate = new();
    private readonly List<string> _remarks = [];
    private readonly Dictionary<SeriesDefinition, SeriesWriter> _series = [];
    private RunStarted? _run;
    private RunFileLayout? _layout;
    private PixelPageWriter? _pages;
    private InPlaceFile? _file;
    private PreviousRunFile? _previous;
    private Successor? _successor;
    private RunFigures? _figuresBefore;
    private ITimer? _commitTimer;
    private RunFileException? _failure;
    private long _acknowledged;
    private long _committed;
    private long _committedAt;
    private double _latestSeconds;
    private volatile string? _need;
    private bool _cannotExtend;

    /// <summary>Creates a writer; nothing is touched before <see cref="OpenAsync"/>.</summary>
    /// <param name="path">Path of the file to create; another one where that is taken and the options give it.</param>
    /// <param name="options">Options.</param>
    /// <param name="clock">The machine's clock, also for a run in virtual time: a commit waits at most a second of real time.</param>
    public RunFileWriter(string path, RunFileWriterOptions options, TimeProvider clock)
        : this(path, options, clock, beforeWrite: null)
    {
    }

    /// <summary>Creates a writer whose writes to the disk tests can make fail, one by one.</summary>
    internal RunFileWriter(string path, RunFileWriterOptions options, TimeProvider clock, Action? beforeWrite)
    {
        Path = path;
        _options = options;
        _clock = clock;
        _beforeWrite = beforeWrite;
    }

    /// <summary>Path of the file; before it is open, the first path that will be tried.</summary>
    public string Path { get; private set; }

    /// <inheritdoc />
    public bool IsDurable => true;

    /// <inheritdoc />
    public long AcknowledgedPixels => Interlocked.Read(ref _acknowledged);

    /// <summary>What could not be kept or done without harm to the data, in sentences; the file tells it too (events, *_lost).</summary>
    public IReadOnlyList<string> Remarks => _remarks;

    /// <inheritdoc />
    public string? NeedsQuietMomentTo => _need;

    /// <summary>Whether the run ended before its first pixel and the run that it was to replace stands at <see cref="Path"/> again.</summary>
    public bool RestoredPrevious { get; private set; }

    /// <summary>Whether a run that was to go on has left its file as it was: it had not come back to where it was interrupted when it ended.</summary>
    public bool LeftAsItWas { get; private set; }

    /// <summary>Why a run that is lived through again is not the one of the file; null as long as it is.</summary>
    public RunFileException? Refusal { get; private set; }

    /// <summary>Throws <see cref="RunFileException"/> unless an existing file may be replaced: only a run file of ours may.</summary>
    public static void RequireReplaceable(string path) => PreviousRunFile.RequireReplaceable(path);

    /// <summary>Lays the file out and reserves its space, with what is kept of a run that goes on; returns when pixels can be written. <see cref="RunFileException"/> before anything exists when it cannot.</summary>
    public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_run is not null)
                throw new InvalidOperationException($"{Path}: the run file is already open.");
            if (_options.Mode == RunFileMode.New)
                (Path, _layout, _file, _previous) = RunFileCreation.Create(Path, run, _options, _beforeWrite);
            else
                (_successor, _layout, _file) = Successor.Begin(Path, run, _options.Mode, _beforeWrite);
            _run = run;
            _pages = new PixelPageWriter(_layout.Pixels, run);
            foreach (PlacedSeries series in _layout.Series)
                _series.Add(series.Definition, new SeriesWriter(series));
            if (_successor is not null)
                OpenSuccessor(_successor);
            Flush();
            _committedAt = _clock.GetTimestamp();
            _commitTimer = _clock.CreateTimer(_ => CommitOverdue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes the page's data; commits at a line's end, or when the commit interval has passed since the last commit; a page that comes sooner waits for the rest of it. Returns when the page may be reused.</summary>
    public ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            InPlaceFile file = Writable();
            if (_successor?.DifferenceIn(page) is { } difference)
                throw _failure = Refusal = new RunFileException(Path, difference);
            try
            {
                bool first = _pages!.PendingPixels == 0;
                _pages.Write(file, page);
                if (page.EndsLine)
                {
                    foreach (SeriesWriter rows in _series.Values)
                        rows.EndLine();
                }

                if (page.EndsLine || _clock.GetElapsedTime(_committedAt) >= _options.CommitInterval)
                    Commit();
                else if (first)
                    _commitTimer!.Change(_options.CommitInterval, Timeout.InfiniteTimeSpan);
            }
            catch (IOException error)
            {
                throw Fail(error);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Writes an event, a reading, a reference visit or a state into its place; returns when it is written.</summary>
    public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            Writable();
            _latestSeconds = document.TimeSeconds;
            try
            {
                if (document is RunStateChanged changed)
                    WriteState(changed.State);
                else
                    AppendRow(document);
            }
            catch (IOException error)
            {
                throw Fail(error);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Gives every series that is nearly full a further part; returns when rows can go on. When that cannot be done the file stays as it is, an event says why, further rows are counted
    /// as lost, and no quiet moment is asked for again.
    /// </summary>
    public ValueTask UseQuietMomentAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Writable();
            try
            {
                Commit();
                _file!.Flush();
                _need = null;
                Extend([.. _series.Values.Where(rows => rows.IsNearlyFull)]);
            }
            catch (IOException error)
            {
                throw Fail(error);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Commits everything, writes end and state, closes the file and trims its series on a copy; returns when the file is whole. Without any pixel a run that was to be replaced comes back
    /// instead; a run that has not come back to where it was interrupted leaves its file as it was.
    /// </summary>
    public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            InPlaceFile file = Writable();
            try
            {
                Commit();
                if (_previous is not null)
                {
                    RestorePrevious();
                    return ValueTask.CompletedTask;
                }

                if (_successor is not null)
                {
                    Abandon(_successor);
                    return ValueTask.CompletedTask;
                }

                finished = _figuresBefore?.Add(finished, _committed) ?? finished;
                file = _file!;
                file.Write(PlaceOf(RunPaths.Duration), finished.TimeSeconds);
                file.Write(PlaceOf(RunPaths.PhotonSeconds), finished.PhotonSeconds);
                file.Write(PlaceOf(RunPaths.OverheadPerPixel), finished.OverheadSecondsPerPixel);
                WriteText(RunPaths.EndTime, FileText.Time(_run!.StartTime.AddSeconds(finished.TimeSeconds)));
                AppendLast(Ending(finished));
                WriteState(finished.State);
                Flush();
                Close();
                Trim(finished.TimeSeconds);
            }
            catch (IOException error)
            {
                throw Fail(error);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the file as it stands: data that are written but not committed stay uncommitted. Without any committed pixel a run that was to be replaced comes back.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_previous is not null)
                RestorePrevious();
            else if (_successor is not null)
                Abandon(_successor);
            else
                Close();
        }

        return ValueTask.CompletedTask;
    }

    private static RunEvent Ending(RunFinished finished) => new(
        finished.TimeSeconds,
        finished.State is RunState.Failed or RunState.Tripped ? EventLevel.Error : EventLevel.Information,
        $"run-{RunTransitions.Word(finished.State)}",
        finished.Reason);

    private InPlaceFile Writable() =>
        _failure is not null ? throw _failure
        : _file ?? throw new InvalidOperationException($"{Path}: the run file is not open.");

    /// <summary>Data before states, states before acknowledgement: a pixel that is called valid has its data, one that was acknowledged is called so.</summary>
    private void Commit()
    {
        if (_pages!.PendingPixels == 0)
            return;
        Flush();
        int measured = _pages.CommitStates(_file!);
        Flush();
        _committedAt = _clock.GetTimestamp();
        _committed += measured;
        if (_successor is null)
            Interlocked.Add(ref _acknowledged, measured);
        else if (_successor.HasCaughtUp)
            TakeOver(_successor, _successor.RelivedEvents(_options.Acknowledgement), acknowledged: _committed);
        if (measured > 0 && _previous is not null)
            DiscardPrevious(_previous);
    }

    /// <summary>Gives a new file what its predecessor holds, or begins to hold the run against it.</summary>
    private void OpenSuccessor(Successor successor)
    {
        try
        {
            if (_options.Mode == RunFileMode.GoOn)
                Keep(successor);
            else if (successor.HasCaughtUp)
                TakeOver(successor, successor.RelivedEvents(_options.Acknowledgement), acknowledged: 0);
            else
                _acknowledged = successor.Stored.Measured;
        }
        catch (IOException error)
        {
            Abandon(successor);
            throw new RunFileException(Path, $"the run cannot go on: {error.Message.TrimEnd('.')}. The file is as it was; free the disk if it is full", error);
        }
    }

    private void Keep(Successor successor)
    {
        successor.CopyPixels(_layout!.Pixels, _file!);
        foreach (RunDocument row in successor.Stored.Rows)
            AppendRow(row);
        _figuresBefore = successor.Stored.Figures;
        TakeOver(successor, successor.KeptEvents((_clock.GetUtcNow() - _run!.StartTime).TotalSeconds, _options.Acknowledgement), successor.Stored.Visits);
    }

    /// <summary>The new file has everything that the old one had: it takes its place.</summary>
    private void TakeOver(Successor successor, IEnumerable<RunEvent> events, long acknowledged)
    {
        _successor = null; // from here on events are rows
        try
        {
            foreach (RunEvent past in events)
                AppendRow(past);
            _file = successor.Replace(_file!, _beforeWrite);
        }
        catch
        {
            _successor = successor;
            throw;
        }

        successor.Dispose();
        foreach (SeriesWriter rows in _series.Values)
            rows.ForgetLine(); // what came at once was written over hours
        _need = null;
        Interlocked.Exchange(ref _acknowledged, acknowledged);
    }

    private void Abandon(Successor successor)
    {
        Close();
        successor.Abandon();
        _successor = null;
        LeftAsItWas = true;
        _remarks.Add($"the run had not come back to where it was interrupted: {Path} is as it was, with {successor.Stored.Measured} pixels");
    }

    private void DiscardPrevious(PreviousRunFile previous)
    {
        _previous = null;
        if (previous.Discard() is { } problem)
            _remarks.Add(problem);
    }

    /// <summary>A run that ends before its first pixel leaves the run that it was to replace.</summary>
    private void RestorePrevious()
    {
        Close();
        _previous!.Restore();
        _previous = null;
        RestoredPrevious = true;
        _remarks.Add($"no pixel was measured: {Path} is the run that was to be replaced");
    }

    private void CommitOverdue()
    {
        lock (_gate)
        {
            if (_file is null || _failure is not null)
                return;
            try
            {
                Commit();
            }
            catch (IOException error)
            {
                // the next call of the run's own thread throws it
                Fail(error);
            }
        }
    }

    private void Flush()
    {
        if (_options.PowerCutSafe)
            _file!.Flush();
    }

    private void WriteState(RunState state)
    {
        if (state is not RunState.Running)
            Commit();
        WriteText(RunPaths.RunState, RunTransitions.Word(state));
    }

    private void WriteText(string path, string text)
    {
        PlacedDataset place = _layout!.Entries[path];
        Span<byte> field = stackalloc byte[place.ElementBytes];
        FixedText.Encode(text, field);
        _file!.Write(place.Offset, field);
    }

    private long PlaceOf(string path) => _layout!.Entries[path].Offset;

    private void AppendRow(RunDocument document)
    {
        SeriesDefinition series = _series.Keys.FirstOrDefault(candidate => candidate.Takes(document))
            ?? throw new ArgumentException($"{Path}: the run file has no place for {document.GetType().Name}.", nameof(document));
        if (_successor is not null && document is RunEvent relived)
        {
            _successor.Remember(relived);
            return;
        }

        SeriesWriter rows = _series[series];
        // nothing can be added to the file while the run's emitters may be on: a series that is full before the quiet moment that it asked for only counts
        bool fits = !rows.IsFull;
        if (fits)
            rows.Append(_file!, document);
        if (rows.IsNearlyFull && !_cannotExtend && _successor is null)
            _need = $"make room in {series.Name}";
        if (!fits && rows.CountLost(_file!) == 1)
            _remarks.Add($"{series.Name} is full: rows are missing after the first {rows.Used}; they are only counted, in {series.LostPath}.");
    }

    private void Extend(SeriesWriter[] full)
    {
        if (full.Length == 0)
            return;
        // Windows copies no file that is open for writing; elsewhere the handle goes on telling everyone that this one is
        if (OperatingSystem.IsWindows())
            _file!.Dispose();
        string? problem = SeriesExtension.Apply(Path, _run!, full, out IReadOnlyList<PlacedSeries> parts);
        _file!.Dispose();
        _file = InPlaceFile.Open(Path, _beforeWrite);
        for (int i = 0; i < parts.Count; i++)
            full[i].Continue(_file, parts[i]);
        Flush();
        string names = string.Join(", ", full.Select(rows => rows.Definition.Name));
        if (problem is null)
        {
            AppendRow(new RunEvent(_latestSeconds, EventLevel.Information, "series-continued", $"{names}: continued in {string.Join(", ", parts.Select(part => part.Definition.Name))}"));
            return;
        }

        _cannotExtend = true;
        string remark = $"{names} nearly full, and no further part can be made: {problem}";
        _remarks.Add(remark);
        AppendRow(new RunEvent(_latestSeconds, EventLevel.Warning, "series-not-continued", remark));
    }

    /// <summary>Writes an event into the room that is kept for the end.</summary>
    private void AppendLast(RunEvent document) =>
        _series[RunFileTable.Series.First(series => series.Takes(document))].Append(_file!, document);

    private void Trim(double timeSeconds)
    {
        string? problem = FileRework.Apply(Path, furtherBytes: 0, file => SeriesTrim.Apply(file, _run!));
        if (problem is null)
            return;
        string remark = $"the series keep their reserved length: {problem}";
        _remarks.Add(remark);
        _file = InPlaceFile.Open(Path, _beforeWrite);
        AppendLast(new RunEvent(timeSeconds, EventLevel.Warning, "series-not-trimmed", remark));
        _file.Flush();
        Close();
    }

    private void Close()
    {
        _commitTimer?.Dispose();
        _commitTimer = null;
        _file?.Dispose();
        _file = null;
    }

    private RunFileException Fail(IOException error) => _failure = new RunFileException(
        Path, $"writing failed: {error.Message.TrimEnd('.')}. {AcknowledgedPixels} pixels are safe in the file; free the disk or choose another", error);
}
