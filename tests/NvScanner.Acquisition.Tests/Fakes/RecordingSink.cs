using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Keeps what it gets, checks that it is called by one caller at a time, and may be slow or fail.</summary>
internal sealed class RecordingSink(bool durable = true) : IRunSink
{
    private int _inside;

    public RunStarted? Started { get; private set; }

    public RunFinished? Finished { get; private set; }

    public bool Disposed { get; private set; }

    public List<RunDocument> Documents { get; } = [];

    public List<StoredPixel> Pixels { get; } = [];

    public List<(int Count, bool EndsLine)> Pages { get; } = [];

    /// <summary>Called within every append; may wait or throw.</summary>
    public Func<int, Task>? OnAppend { get; set; }

    /// <summary>Called with every document.</summary>
    public Action<RunDocument>? OnRecord { get; set; }

    /// <summary>Called within every completion; may throw.</summary>
    public Action? OnComplete { get; set; }

    /// <summary>Called within the disposal; may throw.</summary>
    public Action? OnDispose { get; set; }

    public bool IsDurable => durable;

    public long AcknowledgedPixels => Pixels.Count;

    public IEnumerable<RunState> States => Documents.OfType<RunStateChanged>().Select(d => d.State);

    public IEnumerable<string> EventCodes => Documents.OfType<RunEvent>().Select(d => d.Code);

    public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken)
    {
        Started = run;
        return ValueTask.CompletedTask;
    }

    public async ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
    {
        Enter();
        if (OnAppend is not null)
            await OnAppend(Pages.Count);
        Pages.Add((page.Count, page.EndsLine));
        for (var i = 0; i < page.Count; i++)
            Pixels.Add(StoredPixel.Of(page, i));
        Leave();
    }

    public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken)
    {
        Enter();
        Documents.Add(document);
        OnRecord?.Invoke(document);
        Leave();
        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken)
    {
        OnComplete?.Invoke();
        Finished = finished;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        OnDispose?.Invoke();
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private void Enter() => Assert.Equal(1, Interlocked.Increment(ref _inside));

    private void Leave() => Interlocked.Decrement(ref _inside);
}

/// <summary>A copy of one pixel of a page.</summary>
internal sealed record StoredPixel(
    long Visit, int Pixel, int Frame, byte Direction, uint Sweeps, PixelReason Reason, PixelState State, double Time, double Duration, double Field, double FieldError,
    double Stray, double StrayError, double Splitting, double Lower, double Upper, double Rate, double SetX, double SetY, double ReadX,
    double CellVoltage, double CellCurrent, double StateOfCharge, double CellCycle, string Counts)
{
    public static StoredPixel Of(PixelPage page, int i) => new(
        page.FirstVisit + i, page.Pixels[i], page.Frames[i], page.Directions[i], page.Sweeps[i], page.Reasons[i], page.States[i],
        page[PixelColumn.Time][i], page[PixelColumn.Duration][i], page[PixelColumn.ParallelField][i], page[PixelColumn.ParallelFieldError][i],
        page[PixelColumn.StrayField][i], page[PixelColumn.StrayFieldError][i], page[PixelColumn.ZeroFieldSplitting][i],
        page[PixelColumn.LowerFrequency][i], page[PixelColumn.UpperFrequency][i], page[PixelColumn.PhotonRate][i],
        page[PixelVectorColumn.PositionSet][3 * i], page[PixelVectorColumn.PositionSet][3 * i + 1], page[PixelVectorColumn.PositionRead][3 * i],
        page[PixelColumn.CellVoltage][i], page[PixelColumn.CellCurrent][i], page[PixelColumn.StateOfCharge][i], page[PixelColumn.CellCycle][i],
        string.Join(' ', page.CountsOf(i).ToArray()));
}
