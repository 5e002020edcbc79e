using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Pipeline;

/// <summary>The sinks of one run: a durable one that fails ends the run and gets nothing more but its completion; a best-effort one is counted and called again.</summary>
internal sealed class SinkSet(IReadOnlyList<IRunSink> sinks, RunEnding ending, ILogger logger)
{
    private readonly bool[] _failed = new bool[sinks.Count];
    private long _droppedCalls;

    /// <summary>Calls to best-effort sinks that failed.</summary>
    public long DroppedCalls => Volatile.Read(ref _droppedCalls);

    /// <summary>Whether a durable sink has failed.</summary>
    public bool AnyFailed { get; private set; }

    /// <summary>Pixels that no durable sink can lose any more; null without a durable sink.</summary>
    public long? Acknowledged
    {
        get
        {
            long? least = null;
            for (var i = 0; i < sinks.Count; i++)
            {
                if (sinks[i].IsDurable)
                    least = Math.Min(least ?? long.MaxValue, sinks[i].AcknowledgedPixels);
            }

            return least;
        }
    }

    /// <summary>What a sink needs a quiet moment for; null when none does, or when it has failed.</summary>
    public string? NeedsQuietMomentTo
    {
        get
        {
            for (var i = 0; i < sinks.Count; i++)
            {
                if (sinks[i] is INeedsQuietMoment { NeedsQuietMomentTo: { } need } && !Volatile.Read(ref _failed[i]))
                    return need;
            }

            return null;
        }
    }

    /// <summary>Opens every sink; when one cannot, those before it are disposed and its exception is thrown.</summary>
    public async Task OpenAsync(RunStarted run, CancellationToken cancellationToken)
    {
        foreach (var sink in sinks)
        {
            try
            {
                await sink.OpenAsync(run, cancellationToken);
            }
            catch
            {
                await DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Gives a page to every sink; returns when all have taken its content over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask AppendAsync(PixelPage page)
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            if (_failed[i])
                continue;
            try
            {
                await sinks[i].AppendAsync(page, CancellationToken.None);
            }
            catch (Exception failure)
            {
                Note(i, "append", failure);
            }
        }
    }

    /// <summary>Gives a document to every sink; returns when all have taken it over.</summary>
    public async ValueTask RecordAsync(RunDocument document)
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            if (_failed[i])
                continue;
            try
            {
                await sinks[i].RecordAsync(document, CancellationToken.None);
            }
            catch (Exception failure)
            {
                Note(i, "record", failure);
            }
        }
    }

    /// <summary>Gives every sink that needs one its quiet moment; returns when all have used it.</summary>
    public async ValueTask UseQuietMomentAsync()
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            if (_failed[i] || sinks[i] is not INeedsQuietMoment { NeedsQuietMomentTo: not null } sink)
                continue;
            try
            {
                await sink.UseQuietMomentAsync(CancellationToken.None);
            }
            catch (Exception failure)
            {
                Note(i, "use a quiet moment", failure);
            }
        }
    }

    /// <summary>Completes every sink, also one that has failed before, and disposes it; returns when all are whole or have said why not.</summary>
    public async Task CompleteAsync(RunFinished finished)
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            try
            {
                await sinks[i].CompleteAsync(finished, CancellationToken.None);
            }
            catch (Exception failure)
            {
                Note(i, "complete", failure);
            }
        }

        await DisposeAsync();
    }

    private async Task DisposeAsync()
    {
        for (var i = 0; i < sinks.Count; i++)
        {
            try
            {
                await sinks[i].DisposeAsync();
            }
            catch (Exception failure)
            {
                Note(i, "dispose", failure);
            }
        }
    }

    private void Note(int index, string call, Exception failure)
    {
        var name = sinks[index].GetType().Name;
        if (sinks[index].IsDurable)
        {
            _failed[index] = true;
            AnyFailed = true;
            ending.Fail("sink-failed", new IOException($"{name} could not {call}: {failure.Message}", failure));
            return;
        }

        if (Interlocked.Increment(ref _droppedCalls) == 1)
            logger.LogWarning(failure, "{Sink} could not {Call}; it is not durable, so the run goes on and further failures are only counted", name, call);
    }
}
