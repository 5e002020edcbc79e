using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

public sealed class PauseTests
{
    // not switched off in a pause, and set once more after it
    private static readonly string[] Held = ["bias-field.SetField", "current-source.SetCurrent(100 uA)", "current-source.SetOutput(True)"];
    private static readonly string[] Off = ["microwave.SetOutput(False)", "laser.SetEmission(False)", "probe.Retract"];

    private static readonly string[] On =
        ["microwave.SetPower(-8 dBm)", "laser.SetPower(150 uW)", "laser.SetEmission(True)", "microwave.LoadList(61)", "counter.Arm(61)", "microwave.SetOutput(True)"];

    [Fact]
    public async Task A_paused_run_is_dark_has_its_tip_up_and_everything_measured_stored_and_goes_on_with_settings_applied_again()
    {
        using var run = new PausingRun();
        run.PauseAt("stage.MoveTo(150,50)"); // the second pixel: it is finished first
        var paused = run.WhenPaused(() =>
        {
            Assert.False(run.Bench.LaserOn || run.Bench.MicrowaveOn);
            Assert.True(run.Bench.TipRetracted && run.Bench.CurrentOn);
            Assert.Equal([0L, 1L], run.Sink.Pixels.Select(p => p.Visit));
            Assert.Equal([RunState.Preparing, RunState.Running, RunState.Paused], run.Sink.States);
            Assert.Equal(Off, run.Bench.Calls.TakeLast(3));
            Assert.True(run.Coordinator.RequestResume());
        });
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        await paused;

        Assert.True(outcome.State == RunState.Completed, outcome.Reason);
        run.AssertSound(outcome);
        Assert.Equal([RunState.Preparing, RunState.Running, RunState.Paused, RunState.Running, RunState.Finishing], run.Sink.States);
        Assert.Equal(["run-paused", "run-resumed"], run.Sink.EventCodes.Where(code => code.StartsWith("run-", StringComparison.Ordinal)));
        var calls = run.Bench.Calls;
        var off = Array.IndexOf(calls, Off[0]);
        Assert.Equal([.. Off, .. Held, .. On, "probe.Approach", "probe.SetHeight(Contact)", "stage.MoveTo(250,50)"], calls.Skip(off).Take(15));
    }

    [Fact]
    public async Task While_the_operator_is_waited_for_the_virtual_clock_stands_still_and_no_deadline_passes()
    {
        using var run = new PausingRun();
        run.Bench.Latency = TimeSpan.FromMilliseconds(1);
        run.PauseAt("stage.MoveTo(150,50)");
        var paused = run.WhenPaused(async () =>
        {
            var before = run.Clock.GetTimestamp();
            for (var i = 0; i < 100; i++)
                await Task.Yield();
            Assert.Equal(before, run.Clock.GetTimestamp());
            Assert.False(run.Coordinator.RequestPause()); // twice is once
            Assert.True(run.Coordinator.RequestResume());
            Assert.False(run.Coordinator.RequestResume());
        });
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1));
        await paused;

        Assert.Equal(RunState.Completed, outcome.State);
        Assert.DoesNotContain("store-stalled", run.Sink.EventCodes);
        Assert.Equal(0.003, outcome.PausedSeconds, 1e-9); // three switches of a millisecond each
    }

    [Theory]
    [InlineData(ScanPath.Snake, true)]
    [InlineData(ScanPath.Interleaved, false)]
    public async Task The_pixels_are_those_of_a_run_that_was_never_paused(ScanPath path, bool hardwareTimed)
    {
        var plan = Some.Plan(4, 4, path) with { Reference = new ReferencePlan(ReferenceMode.Retracted, 2, Effort: 1) };
        using var whole = new TestRun { HardwareTimed = hardwareTimed };
        await whole.GoAsync(plan);
        using var run = new PausingRun { HardwareTimed = hardwareTimed };
        run.PauseAt("stage.MoveTo(250,150)");
        var paused = run.WhenPaused(() => Assert.True(run.Coordinator.RequestResume()));
        var outcome = await run.GoAsync(plan);
        await paused;

        run.AssertSound(outcome);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(whole.Sink.Pixels.Select(p => p with { Time = 0 }), run.Sink.Pixels.Select(p => p with { Time = 0 }));
    }

    [Fact]
    public async Task A_reference_is_measured_anew_after_a_pause_and_the_tip_comes_down_where_the_scan_goes_on()
    {
        using var run = new PausingRun();
        run.PauseAt("stage.MoveTo(250,150)"); // second pixel of the second line, which runs backwards
        var paused = run.WhenPaused(() => run.Coordinator.RequestResume());
        var outcome = await run.GoAsync(Some.Plan(4, 3, repeats: 1) with { Reference = new ReferencePlan(ReferenceMode.Retracted, 0, Effort: 4) });
        await paused;

        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal([0L, 1L], run.Sink.Documents.OfType<ReferenceVisit>().Select(v => v.Line));
        var calls = run.Bench.Calls;
        var on = Array.LastIndexOf(calls, On[^1]);
        Assert.Equal(
            ["probe.Retract", "stage.MoveTo(50,50)", .. Enumerable.Repeat<string[]>(["microwave.ArmList", "counter.ReadBins"], 4).SelectMany(sweep => sweep), "stage.MoveTo(150,150)", "probe.Approach", "probe.SetHeight(Contact)", "stage.MoveTo(150,150)"],
            calls.Skip(on + 1).Take(14));
    }

    [Fact]
    public async Task A_pause_that_is_taken_back_in_time_never_happens()
    {
        using var run = new PausingRun();
        run.At("stage.MoveTo(150,50)", () =>
        {
            Assert.True(run.Coordinator.RequestPause());
            Assert.True(run.Coordinator.RequestResume());
        });
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.DoesNotContain(RunState.Paused, run.Sink.States);
    }

    [Fact]
    public async Task A_pause_that_is_wanted_while_the_rig_is_prepared_comes_before_the_first_pixel()
    {
        using var run = new PausingRun();
        run.PauseAt("bias-field.SetField");
        var paused = run.WhenPaused(() =>
        {
            Assert.Empty(run.Sink.Pixels);
            run.Coordinator.RequestResume();
        });
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        await paused;
        run.AssertSound(outcome);
        Assert.Equal(4, outcome.Pixels);
    }

    [Fact]
    public async Task A_pause_wanted_too_late_or_without_a_run_is_harmless_and_logged()
    {
        using var run = new PausingRun();
        Assert.False(run.Coordinator.RequestPause());
        run.At("microwave.MakeSafe", () => run.Coordinator.RequestPause());
        var outcome = await run.GoAsync(Some.Plan(2, 1, repeats: 1));
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.False(run.Coordinator.RequestResume());
        Assert.Contains(run.Log.Lines, line => line.Text == "Nothing runs that could pause");
        Assert.Contains(run.Log.Lines, line => line.Text == "Nothing runs that could resume");
    }

    [Fact]
    public async Task A_stop_in_a_pause_ends_the_run_as_ever()
    {
        using var run = new PausingRun();
        run.PauseAt("stage.MoveTo(150,50)");
        var paused = run.WhenPaused(() => run.StopNow());
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        await paused;
        run.AssertSound(outcome);
        Assert.Equal(RunState.Stopped, outcome.State);
        Assert.Equal([RunState.Paused, RunState.Finishing], run.Sink.States.TakeLast(2));
        Assert.Equal(2, outcome.Pixels);
    }

    [Fact]
    public async Task A_laser_that_cannot_be_switched_off_fails_the_run_instead_of_pausing_it()
    {
        using var run = new PausingRun();
        run.Bench.Script = (_, call) => call == Off[1] ? Fault.Fails : null;
        run.PauseAt("stage.MoveTo(150,50)");
        _ = run.WhenPaused(() => run.StopNow()); // it must not come to this
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        run.AssertSound(outcome);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.DoesNotContain(RunState.Paused, run.Sink.States);
    }

    [Fact]
    public async Task An_interlock_that_is_open_refuses_the_resume_and_the_run_stays_paused()
    {
        using var run = new PausingRun();
        run.PauseAt("stage.MoveTo(150,50)");
        run.Sink.OnRecord = document =>
        {
            if (document is RunEvent { Code: "resume-refused" })
            {
                run.Bench.InterlockClosed = true;
                run.Coordinator.RequestResume();
            }
        };
        var paused = run.WhenPaused(() =>
        {
            run.Bench.InterlockClosed = false;
            run.Coordinator.RequestResume();
        });
        var outcome = await run.GoAsync(Some.Plan(4, 1, repeats: 1));
        await paused;
        run.AssertSound(outcome);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(["run-paused", "resume-refused", "run-resumed"], run.Sink.EventCodes);
    }

    [Fact]
    public async Task A_sink_that_needs_a_quiet_moment_gets_it_at_a_lines_end_and_the_run_goes_on_by_itself()
    {
        using var run = new PausingRun();
        var needy = new NeedySink(run.Bench);
        run.At("stage.MoveTo(250,50)", () => needy.NeedsQuietMomentTo = "make room in events");
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1), furtherSinks: needy);

        run.AssertSound(outcome);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal((4, true), Assert.Single(needy.Moments)); // the first line is stored, the rig is dark
        Assert.Contains(run.Sink.Documents.OfType<RunEvent>(), e => e.Text.StartsWith("paused to make room in events", StringComparison.Ordinal));
        Assert.Equal([RunState.Preparing, RunState.Running, RunState.Paused, RunState.Running, RunState.Finishing], run.Sink.States);
    }

    [Fact]
    public async Task A_quiet_moment_that_fails_a_durable_sink_ends_the_run_with_every_pixel_kept()
    {
        using var run = new PausingRun();
        var needy = new NeedySink(run.Bench) { Fails = true };
        run.At("stage.MoveTo(250,50)", () => needy.NeedsQuietMomentTo = "make room in events");
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1), furtherSinks: needy);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.True(run.Bench.IsSafe);
        Assert.Equal(4, run.Sink.Pixels.Count);
    }

    [Fact]
    public void Whatever_the_operator_asks_for_and_when_the_run_takes_only_steps_of_the_table_and_is_dark_whenever_it_is_paused() =>
        Prop.ForAll(Gen.Choose(1, 60).Zip(Gen.Choose(0, 3)).ArrayOf(6).ToArbitrary(), wishes => FollowAsync(wishes).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    // wishes at the n-th call of an instrument, and at the n-th report of progress, so that they meet every state
    private static async Task<bool> FollowAsync((int At, int Wish)[] wishes)
    {
        using var run = new PausingRun { Settings = new RunSettings { ProgressInterval = TimeSpan.Zero } };
        var wasLit = false;
        run.Sink.OnRecord = document => wasLit |= document is RunStateChanged { State: RunState.Paused } && (run.Bench.LaserOn || run.Bench.MicrowaveOn || !run.Bench.TipRetracted);
        run.Bench.Script = (number, _) =>
        {
            foreach (var (_, wish) in wishes.Where(w => w.At == number))
                Act(wish);
            return null;
        };
        run.Progress = new Watcher(progress =>
        {
            // somebody always comes back and lets the run go on, or stops it
            if (progress.State == RunState.Paused)
                Act(wishes[0].Wish == 3 ? 3 : 1);
        });
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1));
        run.AssertSound(outcome);
        return !wasLit && outcome.State is RunState.Completed or RunState.Stopped or RunState.Aborted;

        void Act(int wish)
        {
            if (wish is 0 or 2)
                run.Coordinator.RequestPause();
            else if (wish == 1)
                run.Coordinator.RequestResume();
            else
                run.StopNow();
        }
    }

    /// <summary>A test run whose operator acts at a call of an instrument and when the run is paused.</summary>
    private sealed class PausingRun : TestRun
    {
        public void PauseAt(string call) => At(call, () => Coordinator.RequestPause());

        /// <summary>Acts once, at the first call of this text.</summary>
        public void At(string call, Action act)
        {
            var (before, done) = (Bench.Script, false);
            Bench.Script = (number, text) =>
            {
                if (text == call && !done)
                {
                    done = true;
                    act();
                }

                return before?.Invoke(number, text);
            };
        }

        public Task WhenPaused(Action act) => WhenPaused(() =>
        {
            act();
            return Task.CompletedTask;
        });

        /// <summary>Acts once when whoever watches is told that the run is paused; what fails there stops the run.</summary>
        public Task WhenPaused(Func<Task> act)
        {
            var done = new TaskCompletionSource();
            Progress = new Watcher(async progress =>
            {
                if (progress.State != RunState.Paused || done.Task.IsCompleted)
                    return;
                try
                {
                    await act();
                    done.TrySetResult();
                }
                catch (Exception failure)
                {
                    done.TrySetException(failure);
                    StopNow();
                }
            });
            return done.Task;
        }
    }

    private sealed class Watcher(Action<RunProgress> see) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => see(value);
    }

    private sealed class NeedySink(FakeBench bench) : IRunSink, INeedsQuietMoment
    {
        public List<(long Pixels, bool Dark)> Moments { get; } = [];

        public bool Fails { get; init; }

        public string? NeedsQuietMomentTo { get; set; }

        public bool IsDurable => true;

        public long AcknowledgedPixels { get; private set; }

        public ValueTask UseQuietMomentAsync(CancellationToken cancellationToken)
        {
            Moments.Add((AcknowledgedPixels, !bench.LaserOn && !bench.MicrowaveOn && bench.TipRetracted));
            if (Fails)
                throw new IOException("the disk is gone");
            NeedsQuietMomentTo = null;
            return ValueTask.CompletedTask;
        }

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
}
