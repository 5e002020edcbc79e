namespace NvScanner.Abstractions.Runs;

/// <summary>Takes the documents of one run. Called by one caller at a time, in the order of events.</summary>
public interface IRunSink : IAsyncDisposable
{
    /// <summary>Whether a failure of this sink faults the run (durable) or is counted and dropped (best effort).</summary>
    bool IsDurable { get; }

    /// <summary>Lays the sink out; returns when the run may start. Throws before anything exists when it cannot.</summary>
    ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken);

    /// <summary>Appends a page; returns when its content has been taken over and the page may be reused. Pixels count as acknowledged only when <see cref="AcknowledgedPixels"/> says so.</summary>
    ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken);

    /// <summary>Records a document; returns when it has been taken over.</summary>
    ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken);

    /// <summary>Commits everything and closes the run; returns when the sink is whole.</summary>
    ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken);

    /// <summary>Pixels whose data can no longer be lost.</summary>
    long AcknowledgedPixels { get; }
}
