using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Tests.Fakes;

/// <summary>Counts pixels and forgets them, at no cost.</summary>
internal sealed class NullSink : IRunSink
{
    public bool IsDurable => true;

    public long AcknowledgedPixels { get; private set; }

    public ValueTask OpenAsync(RunStarted run, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask AppendAsync(PixelPage page, CancellationToken cancellationToken)
    {
        AcknowledgedPixels += page.Count;
        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(RunDocument document, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask CompleteAsync(RunFinished finished, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
