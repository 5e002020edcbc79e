using System.Globalization;
using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Preflight;
using NvScanner.Acquisition.Protocols;
using NvScanner.Acquisition.Safety;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>
/// One run from preflight to the last sink's completion. Its own task stands beside the sequencer and waits for the scan's end or for a reason to end it; either way the rig is
/// made safe first, and only then is the rest fitted, stored and closed.
/// </summary>
internal sealed class RunSession(RunRequest request, TimeProvider time, ILogger logger, IProgress<RunProgress>? progress)
{
    private readonly TimeProvider _storeClock = request.Settings.StoreClock ?? time;
    private readonly Lock _lock = new();
    private readonly PauseSwitch _pause = new();
    private RunState _state = RunState.Idle;

    /// <summary>Runs to the end; returns when the rig is safe and every sink is complete.</summary>
    public async Task<RunOutcome> RunAsync(CancellationToken stop)
    {
        var wallStart = _storeClock.GetTimestamp();
        Move(RunCommand.Prepare);
        var problems = Problems();
        if (problems.Count > 0 || stop.IsCancellationRequested)
        {
            Move(RunCommand.Abort);
            return Untouched(problems.Count > 0 ? "the plan cannot be run on this rig" : "stopped before anything was touched", null) with { Problems = problems };
        }

        using var ending = new RunEnding(logger);
        using var guards = new OperationGuards(time, timeout => ending.Fail("instrument-timeout", timeout));
        var model = FieldModel.For(request.Plan, request.Rig.Profile);
        var run = new RunContext(request, time, model, request.Plan.Protocol.FrequenciesHz(), guards, ending);
        var sinks = new SinkSet(request.Sinks, ending, logger);
        var started = RunStartedFactory.Create(run);
        try
        {
            await sinks.OpenAsync(started, stop);
        }
        catch (Exception failure)
        {
            var stopped = failure is OperationCanceledException && stop.IsCancellationRequested;
            Move(stopped ? RunCommand.Abort : RunCommand.Fail);
            return Untouched(stopped ? "stopped before anything was touched" : $"a sink cannot be opened: {failure.Message}", stopped ? null : failure);
        }

        var view = new ProgressView(progress, _storeClock, request.Settings.ProgressInterval);
        var statistics = new RunStatistics(request.Plan.Protocol);
        var pages = Pages(run);
        PixelPipeline? pipeline = null;
        using var stall = new StallWatch(_storeClock, () => TellOfStall(run, pipeline!));
        pipeline = new PixelPipeline(pages, new FitStage(new SpectrumEvaluator(model, run.FrequenciesHz, pages[0].Capacity)), sinks, ending, page =>
        {
            statistics.Add(page);
            if (view.WantsFrame)
                view.Show(Frame(run, statistics, sinks, view));
        }, stall);
        pipeline.Start();
        ending.Ended += cause =>
        {
            pipeline.StopRenting();
            guards.End(cause.Error ?? new OperationCanceledException(cause.Reason));
        };
        await pipeline.RecordAsync(new RunStateChanged(request.Settings.SecondsBefore, RunState.Preparing));
        view.Show(Frame(run, statistics, sinks, view));
        foreach (var warning in LineChecks.Warnings(model))
            await pipeline.RecordAsync(new RunEvent(request.Settings.SecondsBefore, EventLevel.Warning, "bias-field", warning));

        var feed = new PageFeed(pipeline, request.Plan.Scan.PixelsX);
        var cellFeed = new DocumentFeed(pipeline, time);
        var scan = new Scan(run, pipeline, feed, cellFeed, _pause, async command =>
        {
            await EnterAsync(run, pipeline, command);
            view.Show(Frame(run, statistics, sinks, view));
        });
        var stopping = stop.Register(() => ending.End(new RunEnding.Cause(RunCommand.Stop, "stopped", "stopped by the user", null)));
        var actor = time.RunActorAsync("run", scan.RunAsync);
        await Task.WhenAny(actor, ending.Requested);
        var endedByItself = ending.First is null;
        if (endedByItself)
            Judge(actor, ending);
        var unsafeInstruments = await MakeSafeAsync(guards, ending, actor);
        stopping.Unregister(); // disposing would wait for drivers that are being cancelled
        if (!endedByItself)
            Judge(actor, ending);

        var safeAt = run.SecondsSinceStart();
        if (actor.IsCompleted)
            await scan.RecordCellEventsAsync(); // it may be what ended the run
        await CloseAsync(feed, scan, actor.IsCompleted && guards.Abandoned.Length == 0, pipeline, safeAt);
        await cellFeed.CloseAsync();
        await RecordEndAsync(pipeline, ending, actor, unsafeInstruments, safeAt);
        await pipeline.DrainAsync();
        await WarnOfPixelsAboveSigmaAsync(sinks, statistics, safeAt);
        var (state, reason) = Conclude(ending, unsafeInstruments);

        var (pixels, converged, _, _, _) = statistics.Now;
        var (duty, overhead) = Efficiency(scan, pixels);
        await sinks.CompleteAsync(new RunFinished(safeAt, state, reason, scan.PhotonSeconds, overhead));
        if (sinks.AnyFailed && state is not (RunState.Failed or RunState.Tripped))
            (state, reason) = (RunState.Failed, ending.First?.Reason ?? "a sink could not be completed");
        view.Show(Frame(run, statistics, sinks, view) with { State = state });
        await CompleteViewAsync(view);
        return new RunOutcome(state, reason, pixels, converged, sinks.Acknowledged ?? 0, safeAt, _storeClock.SecondsBetween(wallStart, _storeClock.GetTimestamp()),
            scan.PhotonSeconds, duty, overhead, view.Dropped)
        {
            Error = ending.First?.Error,
            Unsafe = unsafeInstruments,
            PixelsAboveSigma = statistics.AboveSigma,
            PausedSeconds = _pause.PausedSeconds,
            DroppedSinkCalls = sinks.DroppedCalls,
        };
    }

    /// <summary>Wants the run to pause at the next pixel's end; false, and logged, when it is wanted already or there is nothing left to pause.</summary>
    public bool RequestPause() => Heed("pause", () => _pause.Request());

    /// <summary>Wants a paused run to go on; false, and logged, when nobody wanted a pause.</summary>
    public bool RequestResume() => Heed("resume", () => _pause.Release());

    private bool Heed(string wish, Func<bool> act)
    {
        RunState state;
        lock (_lock)
            state = _state;
        var heeded = state is RunState.Preparing or RunState.Running or RunState.Paused && act();
        logger.LogInformation("The user asks the run, which is {State}, to {Wish}{Effect}", state, wish, heeded ? "" : ": nothing to do");
        return heeded;
    }

    private IReadOnlyList<PlanProblem> Problems()
    {
        var problems = PlanPreflight.Check(request.Plan, request.Rig.Profile);
        if (problems.Count == 0)
            problems = RigPreflight.Check(request.Plan, request.Rig);
        // the cell is where its history has brought it, and a programme that began anew would drive it further
        return request is { Plan.Cell: not null, Settings.FirstVisit: > 0 }
            ? [.. problems, new PlanProblem("cell", "a run with a cell programme cannot go on in the middle: its programme has run on or was cut; begin a new run, with x-initial where the cell is now")]
            : problems;
    }

    private static PixelPage[] Pages(RunContext run)
    {
        var capacity = Math.Min(run.Settings.PagePixels, run.Schedule.LongestLine);
        return Enumerable.Range(0, run.Settings.Pages).Select(_ => new PixelPage(capacity, run.FrequenciesHz.Length)).ToArray();
    }

    private async ValueTask EnterAsync(RunContext run, PixelPipeline pipeline, RunCommand command)
    {
        // who is told that the run is paused finds every measured pixel, and the word itself, in the file: every frame shows the state, also that of a page still on its way
        var isPause = command == RunCommand.Pause;
        if (isPause)
            await pipeline.ReachStoreAsync();
        run.Guard.ThrowIfEnded();
        await pipeline.RecordAsync(new RunStateChanged(run.SecondsSinceStart(), Move(command)));
        if (isPause)
            await pipeline.ReachStoreAsync();
    }

    // what the sequencer threw is a cause only if nothing ended the run before; that it was cancelled after that is no news
    private static void Judge(Task scan, RunEnding ending)
    {
        if (scan.Exception is { } failure)
            ending.EndBy(failure);
        else if (scan.IsCanceled)
            ending.EndBy(new OperationCanceledException());
    }

    private async Task<IReadOnlyList<string>> MakeSafeAsync(OperationGuards guards, RunEnding ending, Task scan)
    {
        var safe = new SafeState(request.Rig, time, logger);
        var tipFirst = ending.First?.Error is InstrumentException { Instrument.Role: InstrumentRoles.Probe };
        // The scan first: only after its end is it final what was given up. While it has not ended, an operation that was watched before the run ended
        // may be on its way to its driver and switch something on behind the first make-safe.
        var mayStillAct = !scan.IsCompleted || guards.Abandoned.Length > 0;
        var failures = await safe.MakeSafeAsync(tipFirst);
        if (!scan.IsCompleted)
            await WaitAsync(scan);
        if (!mayStillAct)
            return failures;

        if (guards.Abandoned is { Length: > 0 } late)
            await WaitAsync(Task.WhenAll(late));
        return await safe.MakeSafeAsync(tipFirst);
    }

    // A run that ends between two looks has pixels that nobody has vouched for: the instruments are asked now, when they are safe. One that still owes an answer is not asked anything else.
    private async Task CloseAsync(PageFeed feed, Scan scan, bool allAreFree, PixelPipeline pipeline, double safeAt)
    {
        var doubt = !allAreFree ? "an instrument still owes an answer" : feed.IsEmpty ? null : await DoubtAtEndAsync(scan);
        var flagged = await feed.CloseAsync(vouched: doubt is null);
        if (flagged > 0)
            await pipeline.RecordAsync(new RunEvent(safeAt, EventLevel.Warning, "pixels-unvouched", $"the last {flagged} pixel(s) are flagged and their counts kept, nobody vouches for them: {doubt}"));
    }

    private async Task<string?> DoubtAtEndAsync(Scan scan)
    {
        using var guards = new OperationGuards(time, timeout => logger.LogWarning(timeout, "Nobody vouches for the last pixels"));
        string? doubt = null;
        await time.RunActorAsync("last look", async () =>
        {
            doubt = await scan.VouchAtEndAsync(guards);
            guards.Disarm();
        });
        return doubt;
    }

    // waits on the run's clock, no longer than one instrument may take to become safe
    private Task WaitAsync(Task task) => time.RunActorAsync("wait for the sequencer", async () =>
    {
        using var enough = new CancellationTokenSource();
        var deadline = time.DelayAsync(request.Rig.Profile.Safety.Deadline, enough.Token).AsTask();
        await Task.WhenAny(task, deadline);
        await enough.CancelAsync();
        try
        {
            await deadline;
        }
        catch (OperationCanceledException)
        {
            // the task came first
        }
    });

    private async Task RecordEndAsync(PixelPipeline pipeline, RunEnding ending, Task scan, IReadOnlyList<string> unsafeInstruments, double safeAt)
    {
        if (ending.First is { } cause)
        {
            var level = cause.Command == RunCommand.Stop ? EventLevel.Information : EventLevel.Error;
            await pipeline.RecordAsync(new RunEvent(safeAt, level, cause.Code, cause.Reason));
            logger.Log(level == EventLevel.Error ? LogLevel.Error : LogLevel.Information, cause.Error, "The run ends: {Reason}", cause.Reason);
        }

        if (!scan.IsCompleted)
        {
            await pipeline.RecordAsync(new RunEvent(safeAt, EventLevel.Error, "sequencer-stuck",
                "the sequencer hangs inside a driver that blocks its caller; the run was ended without it"));
        }

        foreach (var failure in unsafeInstruments)
            await pipeline.RecordAsync(new RunEvent(safeAt, EventLevel.Error, "make-safe-failed", failure));
        if (_state is not (RunState.Running or RunState.Paused))
            return;
        Move(RunCommand.Finish);
        await pipeline.RecordAsync(new RunStateChanged(safeAt, RunState.Finishing));
    }

    private void TellOfStall(RunContext run, PixelPipeline pipeline)
    {
        var text = $"the scan has waited for the store for {StallWatch.Patience.TotalSeconds:F0} s, laser and microwave on: look at the disk, or stop the run";
        logger.LogWarning("{Stall}", text);
        pipeline.TryRecord(new RunEvent(run.SecondsSinceStart(), EventLevel.Warning, "store-stalled", text));
    }

    // to the sinks themselves: the pipeline has ended, and only now is the number final
    private async Task WarnOfPixelsAboveSigmaAsync(SinkSet sinks, RunStatistics statistics, double safeAt)
    {
        if (statistics.AboveSigma == 0 || request.Plan.Protocol.Stop is not { } rule)
            return;
        await sinks.RecordAsync(new RunEvent(safeAt, EventLevel.Warning, "pixels-above-sigma", string.Create(CultureInfo.InvariantCulture,
            $"{statistics.AboveSigma} of {statistics.Now.Pixels} pixels used up max-time, {rule.MaxTime.TotalSeconds:G4} s, without reaching sigma-b, {rule.SigmaB}: raise laser.power or max-time")));
    }

    private (RunState State, string Reason) Conclude(RunEnding ending, IReadOnlyList<string> unsafeInstruments)
    {
        var command = ending.First?.Command ?? RunCommand.Complete;
        var reason = ending.First?.Reason ?? "every pixel was measured";
        if (command == RunCommand.Stop && _state == RunState.Preparing)
            command = RunCommand.Abort;
        if (unsafeInstruments.Count > 0)
        {
            if (command is not RunCommand.Trip)
                command = RunCommand.Fail;
            reason += "; NOT SAFE: " + string.Join("; ", unsafeInstruments);
        }

        return (Move(command), reason);
    }

    private static (double Duty, double OverheadPerPixel) Efficiency(Scan scan, long pixels) => pixels == 0
        ? (double.NaN, double.NaN)
        : (scan.ScanPhotonSeconds / scan.ScanSeconds, (scan.ScanSeconds - scan.ScanPhotonSeconds) / pixels);

    private RunProgress Frame(RunContext run, RunStatistics statistics, SinkSet sinks, ProgressView view)
    {
        var (pixels, _, rate, field, error) = statistics.Now;
        var before = request.Settings.FirstVisit;
        var total = run.Schedule.VisitCount;
        var elapsed = TimeSpan.FromSeconds(run.SecondsSinceStart());
        var measuring = elapsed - TimeSpan.FromSeconds(request.Settings.SecondsBefore + _pause.PausedSeconds);
        return new RunProgress(_state, before + pixels, total, sinks.Acknowledged ?? 0, elapsed,
            pixels == 0 ? null : measuring * ((total - before - pixels) / (double)pixels), rate, field, error, view.Dropped);
    }

    private async Task CompleteViewAsync(ProgressView view)
    {
        try
        {
            await view.CompleteAsync();
        }
        catch (Exception failure)
        {
            logger.LogWarning(failure, "The viewer of the progress failed; the run is not concerned");
        }
    }

    private RunOutcome Untouched(string reason, Exception? error) =>
        new(_state, reason, 0, 0, 0, 0, 0, 0, double.NaN, double.NaN, 0) { Error = error };

    private RunState Move(RunCommand command)
    {
        lock (_lock)
            return _state = RunTransitions.Next(_state, command);
    }
}
