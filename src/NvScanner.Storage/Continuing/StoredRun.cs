using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Reading;

namespace NvScanner.Storage.Continuing;

/// <summary>What an unfinished run has left in its file: places of its pixels, which of them are measured, and its series.</summary>
internal sealed class StoredRun
{
    private readonly PixelState[] _states;
    private readonly bool[] _unvouched;
    private readonly int _columns;

    private StoredRun(RunFile file, RunStarted run)
    {
        Path = file.Path;
        State = file.State;
        Program = $"NvScanner {file.Versions.GetValueOrDefault("NvScanner", "of unknown version")}, commit {file.Versions.GetValueOrDefault("commit", "unknown")}";
        Pixels = RunFileLayout.LocatePixels(file.Path, run);
        Events = file.ReadEvents();
        // in the order in which the new file gets them
        Rows = [.. file.ReadMonitors(), .. file.ReadReferenceVisits(), .. file.ReadCellLog()];
        LatestSeconds = file.LatestSeconds;
        LatestPixelSeconds = Enumerable.Range(0, file.Shape.Frames).SelectMany(frame => file.ReadRaw("time", frame)).Where(double.IsFinite).Append(0).Max();
        Schedule = new ScanSchedule(run.Plan.Scan);
        Order = new PixelOrder(run.Plan.Scan);
        _columns = run.Plan.Scan.PixelsX;
        _states = InOrder(file.ReadStates, run.Plan.Scan);
        _unvouched = InOrder(frame => Array.ConvertAll(file.ReadReasons(frame), reason => reason == PixelReason.Unvouched), run.Plan.Scan);
        Measured = _states.LongCount(state => state != PixelState.NotMeasured);
        Believed = _states.Where((state, place) => state != PixelState.NotMeasured && !_unvouched[place]).LongCount();
        Visits = file.MeasuredVisits(run.Plan.Scan);
        Figures = RunFigures.Of(file, run.Plan, this);
    }

    public string Path { get; }

    /// <summary>State in which the run was left.</summary>
    public RunState State { get; }

    /// <summary>The program that wrote the file.</summary>
    public string Program { get; }

    public ScanSchedule Schedule { get; }

    public PixelOrder Order { get; }

    /// <summary>Places of the datasets that pixels fill.</summary>
    public IReadOnlyList<PlacedDataset> Pixels { get; }

    /// <summary>Events, in the order in which they were recorded.</summary>
    public IReadOnlyList<RunEvent> Events { get; }

    /// <summary>Rows of all other series.</summary>
    public IReadOnlyList<RunDocument> Rows { get; }

    /// <summary>The latest time in the file.</summary>
    public double LatestSeconds { get; }

    /// <summary>The middle of the latest pixel, 0 without one.</summary>
    public double LatestPixelSeconds { get; }

    /// <summary>Pixels that the file calls measured.</summary>
    public long Measured { get; }

    /// <summary>Measured pixels that their instruments have vouched for.</summary>
    public long Believed { get; }

    /// <summary>Visits from the first on that are measured and vouched for without a gap; a kill in mid-commit may leave some more behind a gap, which nobody has acknowledged.</summary>
    public long Visits { get; }

    /// <summary>Figures of the run so far.</summary>
    public RunFigures Figures { get; }

    /// <summary>How it ended, in words.</summary>
    public string Ending => RunTransitions.IsFinal(State)
        ? $"{RunTransitions.Word(State)} ({Events.LastOrDefault(e => e.Code == $"run-{RunTransitions.Word(State)}")?.Text ?? "no reason given"})"
        : $"its program was killed or lost its power, {RunTransitions.Word(State)}";

    /// <summary>Reads a file; <see cref="RunFileException"/> when it does not have the shape of the run, or is damaged.</summary>
    public static StoredRun Read(string path, RunStarted run)
    {
        try
        {
            using RunFile file = RunFile.Open(path);
            return new StoredRun(file, run);
        }
        catch (Hdf5Exception error)
        {
            throw new RunFileException(path, $"the file is damaged, and its run cannot go on: {error.Message}", error);
        }
    }

    /// <summary>Rows that a series has.</summary>
    public int RowsOf(SeriesDefinition series) => Events.Count(series.Takes) + Rows.Count(series.Takes);

    /// <summary>Whether the pixel at a place of the file is measured.</summary>
    public bool IsMeasured(long place) => _states[place] != PixelState.NotMeasured;

    /// <summary>Whether the pixel at a place is measured and its instruments have vouched for it: what nobody vouched for may come out otherwise.</summary>
    public bool IsBelieved(long place) => IsMeasured(place) && !_unvouched[place];

    /// <summary>Place of a visit's pixel in the file.</summary>
    public long PlaceOf(long visit)
    {
        PixelVisit pixel = Schedule.GetVisit(visit);
        return Order.PlaceOf(pixel.Frame, pixel.Y * _columns + pixel.X);
    }

    private T[] InOrder<T>(Func<int, T[]> read, ScanGeometry scan)
    {
        var values = new T[scan.PixelsPerFrame * (long)scan.Frames];
        for (int frame = 0; frame < scan.Frames; frame++)
        {
            T[] ofFrame = read(frame);
            for (int pixel = 0; pixel < ofFrame.Length; pixel++)
                values[Order.PlaceOf(frame, pixel)] = ofFrame[pixel];
        }

        return values;
    }
}
