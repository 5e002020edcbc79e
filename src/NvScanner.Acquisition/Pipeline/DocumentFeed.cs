using NvScanner.Abstractions.Runs;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>
/// The way into the pipeline for an actor that must go on while the store stands still: it drives a cell. Documents keep their order. On virtual time, which stands still with
/// the actor, it waits for room like everybody else; on a real clock it waits for a moment, and the document waits on by itself.
/// </summary>
internal sealed class DocumentFeed(PixelPipeline pipeline, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);
    private Task _latest = Task.CompletedTask;

    /// <summary>Hands a document on; returns when it is on its way or in the queue of those that wait for room.</summary>
    public ValueTask RecordAsync(RunDocument document)
    {
        var write = pipeline.RecordAsync(document); // writers that wait are served in their order
        return write.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitAsync(write.AsTask());
    }

    /// <summary>Returns when every document is on its way.</summary>
    public Task CloseAsync() => Volatile.Read(ref _latest);

    private async ValueTask WaitAsync(Task write)
    {
        Volatile.Write(ref _latest, write);
        try
        {
            await write.WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            // not lost: the write goes on, and the end of the run waits for it
        }
    }
}
