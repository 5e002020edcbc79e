using System.Runtime.CompilerServices;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>
/// The acquisition's end of the pipeline: fills pages and hands them on when the instruments have vouched for what is in them.
/// The page has a lock because a run that ends must rescue it from a sequencer that hangs inside an instrument.
/// </summary>
internal sealed class PageFeed(PixelPipeline pipeline, int columns)
{
    private readonly Lock _lock = new();
    private PixelPage? _page;
    private bool _closed;

    /// <summary>Whether there is room for a pixel.</summary>
    public bool IsReady => _page is not null;

    /// <summary>Whether no pixel waits to be handed on.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _page is not { Count: > 0 };
        }
    }

    /// <summary>Whether there is no room for a further pixel, so that those that wait must go.</summary>
    public bool IsFull => _page is { } page && page.Count == page.Capacity;

    /// <summary>Rents an empty page; waits while all are on their way to the store: this is how a slow store slows the scan.</summary>
    public ValueTask<PixelPage> RentAsync() => pipeline.RentAsync();

    /// <summary>Fills this page from now on.</summary>
    public void Use(PixelPage page)
    {
        pipeline.GoOn();
        lock (_lock)
            _page = page;
    }

    /// <summary>Makes room for a pixel; returns when there is.</summary>
    public ValueTask ReadyAsync() => IsReady ? ValueTask.CompletedTask : WaitForPageAsync();

    /// <summary>Takes a pixel over.</summary>
    public void Add(in MeasuredPixel pixel, ReadOnlySpan<uint> counts)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            Write(_page!, pixel, counts);
        }
    }

    /// <summary>Hands on the pixels that there are, which the instruments have vouched for; returns when they are on their way.</summary>
    public ValueTask HandOnAsync(bool endsLine = false)
    {
        PixelPage full;
        lock (_lock)
        {
            if (_page is not { Count: > 0 } page)
                return ValueTask.CompletedTask; // an empty one stays: it would be lost to the pool
            (full, _page) = (page, null);
            full.EndsLine = endsLine;
        }

        return pipeline.PostAsync(full);
    }

    /// <summary>Takes no more pixels and hands on those that are complete, flagged unless they are vouched for; returns how many were flagged when they are on their way. Callable from any thread.</summary>
    public async ValueTask<int> CloseAsync(bool vouched)
    {
        var flagged = 0;
        lock (_lock)
        {
            _closed = true;
            if (_page is { Count: > 0 } page && !vouched)
            {
                page.IsUnvouched = true;
                flagged = page.Count;
            }
        }

        await HandOnAsync();
        return flagged;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitForPageAsync() => Use(await pipeline.RentAsync());

    private void Write(PixelPage page, in MeasuredPixel pixel, ReadOnlySpan<uint> counts)
    {
        var visit = pixel.Visit;
        var index = page.Count;
        if (index == 0)
            page.FirstVisit = visit.Visit;
        page.Pixels[index] = visit.Y * columns + visit.X;
        page.Frames[index] = visit.Frame;
        page.Directions[index] = (byte)visit.Direction;
        page.Sweeps[index] = (uint)pixel.Sweeps;
        counts.CopyTo(page.CountsOf(index));
        page[PixelColumn.Time][index] = pixel.TimeSeconds;
        page[PixelColumn.Duration][index] = pixel.PhotonSeconds;
        page[PixelColumn.Topography][index] = pixel.TopographyMetres;
        Write(page[PixelVectorColumn.PositionSet], index, pixel.PositionSet);
        Write(page[PixelVectorColumn.PositionRead], index, pixel.PositionRead);
        page[PixelColumn.CellVoltage][index] = pixel.Cell.PotentialVolts;
        page[PixelColumn.CellCurrent][index] = pixel.Cell.CurrentAmperes;
        page[PixelColumn.StateOfCharge][index] = pixel.Cell.StateOfCharge;
        page[PixelColumn.CellCycle][index] = pixel.Cell.Cycle;
        if (pixel.Truth is { } truth)
        {
            page[PixelColumn.TrueParallelField][index] = truth.ParallelFieldTesla;
            page[PixelColumn.TrueZeroFieldSplitting][index] = truth.ZeroFieldSplittingHz;
            page[PixelColumn.TrueTemperature][index] = truth.TemperatureKelvin;
            page[PixelColumn.TrueLithiumContent][index] = truth.LithiumContent;
            Write(page[PixelVectorColumn.TrueField], index, truth.FieldTesla);
            Write(page[PixelVectorColumn.TrueCurrentDensity], index, truth.SheetCurrentDensity);
        }

        page.Count = index + 1;
    }

    private static void Write(double[] column, int index, Vector3 vector) =>
        (column[3 * index], column[3 * index + 1], column[3 * index + 2]) = (vector.X, vector.Y, vector.Z);
}
