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
    private readonly Stack<PixelPage> _returned = new();
    private readonly int _returnTogether;
    private Task _stages = Task.CompletedTask;

    /// <param name="pages">Empty pages.</param>
    /// <param name="fit">Fits a page.</param>
    /// <param name="sinks">Take a page.</param>
    /// <param name="ending">Told of failures.</param>
    /// <param name="stored">Told, on the store's thread, of every page that the durable sinks have taken over, before the page is cleared.</param>
    public PixelPipeline(IReadOnlyList<PixelPage> pages, FitStage fit, SinkSet sinks, RunEnding ending, Action<PixelPage> stored)
    {
        (_fit, _sinks, _ending, _stored) = (fit, sinks, ending, stored);
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

    /// <summary>Rents an empty page; returns when one is free. Throws <see cref="ChannelClosedException"/> once the run has ended.</summary>
    public ValueTask<PixelPage> RentAsync() => _pool.Reader.ReadAsync();

    /// <summary>Hands a filled page on; returns when it is on its way.</summary>
    public ValueTask PostAsync(PixelPage page) => _toFit.Writer.WriteAsync(new PipelineItem(page, null));

    /// <summary>Hands a document on; returns when it is on its way.</summary>
    public ValueTask RecordAsync(RunDocument document) => _toFit.Writer.WriteAsync(new PipelineItem(null, document));

    /// <summary>Wakes an acquisition that waits for a page: there will be no more.</summary>
    public void StopRenting() => _pool.Writer.TryComplete();

    /// <summary>Returns when everything that was handed on has been fitted and given to the sinks.</summary>
    public Task DrainAsync()
    {
        _toFit.Writer.TryComplete();
        return _stages;
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
            FitStage.MarkUnfitted(page);
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
