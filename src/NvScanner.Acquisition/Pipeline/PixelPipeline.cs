using System.Threading.Channels;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>
/// Acquire -> fit -> store over bounded channels that wait and never drop, with a fixed set of pages that return to their pool when they are stored. Documents travel with the
/// pages, so that everybody sees the order of events. A failure in fit or store ends the run at once and the rest is still drained.
/// </summary>
internal sealed class PixelPipeline
{
    // room for documents beside the pages, so that a page itself never waits at a channel
    private const int DocumentRoom = 64;
    private readonly FitStage _fit;
    private readonly SinkSet _sinks;
    private readonly RunEnding _ending;
    private readonly Channel<PixelPage> _pool;
    private readonly Channel<PipelineItem> _toFit;
    private readonly Channel<PipelineItem> _toStore;
    private readonly Action<PixelPage> _stored;
    private readonly StallWatch? _stall;
    private readonly Stack<PixelPage> _returned = new();
    private readonly int _returnTogether;
    private Task _stages = Task.CompletedTask;

    /// <param name="pages">Empty pages.</param>
    /// <param name="fit">Fits a page.</param>
    /// <param name="sinks">Take a page.</param>
    /// <param name="ending">Told of failures.</param>
    /// <param name="stored">Told, on the store's thread, of every page that the durable sinks have taken over, before the page is cleared.</param>
    /// <param name="stall">Told when the acquisition waits and goes on, if anybody wants to know; belongs to the pipeline.</param>
    public PixelPipeline(IReadOnlyList<PixelPage> pages, FitStage fit, SinkSet sinks, RunEnding ending, Action<PixelPage> stored, StallWatch? stall = null)
    {
        (_fit, _sinks, _ending, _stored, _stall) = (fit, sinks, ending, stored, stall);
        _returnTogether = Math.Max(1, pages.Count / 2); // the others are under way, so the batch is always completed
        _pool = Channel.CreateBounded<PixelPage>(new BoundedChannelOptions(pages.Count) { SingleReader = true });
        foreach (var page in pages)
            _pool.Writer.TryWrite(page);
        var options = new BoundedChannelOptions(pages.Count + DocumentRoom) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true };
        _toFit = Channel.CreateBounded<PipelineItem>(options);
        _toStore = Channel.CreateBounded<PipelineItem>(options);
    }

    /// <summary>Starts fit and store on the thread pool.</summary>
    public void Start() => _stages = Task.WhenAll(Task.Run(FitAsync), Task.Run(StoreAsync));

    /// <summary>Rents an empty page; returns when one is free. Throws <see cref="ChannelClosedException"/> once the run has ended. Who got one says so by <see cref="GoOn"/>.</summary>
    public ValueTask<PixelPage> RentAsync()
    {
        var page = _pool.Reader.ReadAsync();
        if (!page.IsCompleted)
            _stall?.Begin();
        return page;
    }

    /// <summary>The acquisition has the page that it waited for.</summary>
    public void GoOn() => _stall?.End();

    /// <summary>Hands a filled page on; returns when it is on its way.</summary>
    public ValueTask PostAsync(PixelPage page) => WriteAsync(new PipelineItem(page, null));

    /// <summary>Hands a document on; returns when it is on its way.</summary>
    public ValueTask RecordAsync(RunDocument document) => WriteAsync(new PipelineItem(null, document));

    /// <summary>Hands a document on if there is room at once; for whoever must not wait.</summary>
    public bool TryRecord(RunDocument document) => _toFit.Writer.TryWrite(new PipelineItem(null, document));

    /// <summary>What a sink needs a quiet moment for, or null.</summary>
    public string? NeedsQuietMomentTo => _sinks.NeedsQuietMomentTo;

    /// <summary>Returns when everything that was handed on before is with the sinks, or when the run has ended.</summary>
    public Task ReachStoreAsync() => InTurnAsync(static () => ValueTask.CompletedTask);

    /// <summary>Gives the sinks that need one a quiet moment; returns when they have used it, after everything that was handed on before, or when the run has ended. A failure ends the run like any other of a sink.</summary>
    public Task UseQuietMomentAsync() => InTurnAsync(_sinks.UseQuietMomentAsync);

    /// <summary>Wakes an acquisition that waits for a page: there will be no more.</summary>
    public void StopRenting() => _pool.Writer.TryComplete();

    /// <summary>The acquisition has ended: nobody waits any more.</summary>
    public void EndAcquisition() => _stall?.Dispose();

    /// <summary>Returns when everything that was handed on has been fitted and given to the sinks.</summary>
    public Task DrainAsync()
    {
        _toFit.Writer.TryComplete();
        return _stages;
    }

    private ValueTask WriteAsync(PipelineItem item) => _toFit.Writer.TryWrite(item) ? ValueTask.CompletedTask : WaitToWriteAsync(item);

    private async ValueTask WaitToWriteAsync(PipelineItem item)
    {
        _stall?.Begin();
        try
        {
            await _toFit.Writer.WriteAsync(item);
        }
        finally
        {
            _stall?.End();
        }
    }

    // a run that ends meanwhile is not waited for here: draining does that, when the rig is safe
    private async Task InTurnAsync(Func<ValueTask> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await WriteAsync(new PipelineItem(null, null, async () =>
        {
            await work();
            done.SetResult();
        }));
        await Task.WhenAny(done.Task, _ending.Requested);
    }

    private async Task FitAsync()
    {
        while (await _toFit.Reader.WaitToReadAsync())
        {
            while (_toFit.Reader.TryRead(out var item))
            {
                if (item.Document is { } document)
                    _fit.Notice(document);
                if (item.Page is { } page)
                    Fit(page);
                await _toStore.Writer.WriteAsync(item);
            }
        }

        _toStore.Writer.TryComplete();
    }

    private void Fit(PixelPage page)
    {
        try
        {
            _fit.Fit(page);
        }
        catch (Exception failure)
        {
            FitStage.Mark(page, PixelReason.NotConverged);
            _ending.Fail("fit-failed", new InvalidOperationException($"fitting the pixels from visit {page.FirstVisit} on failed: {failure.Message}", failure));
        }
    }

    // a loop that ended here would leave the scan waiting for a page for ever, with everything on
    private void TellStored(PixelPage page)
    {
        try
        {
            _stored(page);
        }
        catch (Exception failure)
        {
            _ending.Fail("view-failed", new InvalidOperationException($"the pixels from visit {page.FirstVisit} on are stored but could not be shown: {failure.Message}", failure));
        }
    }

    // several at once: an acquisition that is faster than the fit then sleeps and wakes once per batch and not once per page
    private void Return(PixelPage page)
    {
        _returned.Push(page);
        if (_returned.Count < _returnTogether)
            return;
        while (_returned.TryPop(out var empty))
            _pool.Writer.TryWrite(empty);
    }

    private async Task StoreAsync()
    {
        while (await _toStore.Reader.WaitToReadAsync())
        {
            while (_toStore.Reader.TryRead(out var item))
            {
                if (item.Document is { } document)
                    await _sinks.RecordAsync(document);
                if (item.Work is { } work)
                    await work();
                if (item.Page is not { } page)
                    continue;
                await _sinks.AppendAsync(page);
                if (!_sinks.AnyFailed)
                    TellStored(page);
                page.Clear();
                Return(page);
            }
        }
    }
}
