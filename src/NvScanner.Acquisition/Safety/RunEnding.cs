using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition.Sequencing;

namespace NvScanner.Acquisition.Safety;

/// <summary>What ended a run early: the first cause wins. Whoever notices one calls <see cref="End"/> from any thread; the rig is then made safe before anything else.</summary>
internal sealed class RunEnding(ILogger logger) : IDisposable
{
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _operations = new();
    private Cause? _cause;

    /// <summary>Told once, on the thread that ended the run, before <see cref="Requested"/> ends and the instruments' operations are cancelled.</summary>
    public event Action<Cause>? Ended;

    /// <summary>Why a run ended early.</summary>
    /// <param name="Command">Stop, Trip or Fail.</param>
    /// <param name="Code">Code of the event.</param>
    /// <param name="Reason">A sentence.</param>
    /// <param name="Error">What was thrown, when something was.</param>
    public sealed record Cause(RunCommand Command, string Code, string Reason, Exception? Error);

    /// <summary>The first cause, or null while the run may go on.</summary>
    public Cause? First => Volatile.Read(ref _cause);

    /// <summary>Ends when there is a cause.</summary>
    public Task Requested => _requested.Task;

    /// <summary>The token of every operation that drives the run; never that of making safe or of storing.</summary>
    public CancellationToken Operations => _operations.Token;

    /// <summary>Ends the run; later causes are logged and otherwise ignored.</summary>
    public void End(Cause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is { } first)
        {
            if (cause.Error is not null and not OperationCanceledException && !ReferenceEquals(cause.Error, first.Error))
                logger.LogWarning(cause.Error, "After the run ended ({First}): {Reason}", first.Reason, cause.Reason);
            return;
        }

        // First nothing may begin any more: whoever waits for the request makes the rig safe, and an operation that begins after that would undo it.
        Ended?.Invoke(cause);
        _requested.TrySetResult();
        try
        {
            _operations.Cancel();
        }
        catch (AggregateException failures)
        {
            logger.LogWarning(failures, "A driver failed while its operation was cancelled");
        }
    }

    /// <summary>An error as the cause.</summary>
    public void Fail(string code, Exception error) => End(new Cause(RunCommand.Fail, code, error.Message, error));

    /// <summary>What an actor threw as the cause: a limit trips the run, everything else fails it.</summary>
    public void EndBy(Exception failure)
    {
        switch (failure.GetBaseException())
        {
            case LimitTrippedException trip:
                End(new Cause(RunCommand.Trip, trip.Code, trip.Message, null));
                break;
            case InstrumentException error:
                Fail("instrument-failed", error);
                break;
            case OperationCanceledException:
                if (First is null)
                    Fail("run-failed", new InvalidOperationException("an instrument's operation was cancelled although nobody asked for it"));
                break;
            case var error:
                Fail("run-failed", error);
                break;
        }
    }

    public void Dispose() => _operations.Dispose();
}
