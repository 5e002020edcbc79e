using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Abstractions.Time;
using NvScanner.Acquisition.Tests.Fakes;
using NvScanner.Simulation.Time;

namespace NvScanner.Acquisition.Tests;

public sealed class RunFailureTests
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(2);

    private static ScanPlan SmallPlan => Some.Plan(2, 2, repeats: 1) with { Reference = new ReferencePlan(ReferenceMode.Retracted, 1, Effort: 1) };

    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.Hangs))]
    [InlineData(nameof(Fault.HangsDeaf))]
    [InlineData(nameof(Fault.ActsLate))]
    public async Task Whichever_call_goes_wrong_the_rig_is_safe_and_what_was_measured_is_stored(string kind)
    {
        var fault = Enum.Parse<Fault>(kind);
        for (var number = 1; ; number++)
        {
            using var run = new TestRun();
            run.Bench.Latency = Latency;
            var (struck, call) = (false, "");
            run.Bench.Script = (n, text) =>
            {
                if (n != number)
                    return null;
                (struck, call) = (true, text);
                return fault;
            };
            var outcome = await run.GoAsync(SmallPlan);
            run.AssertSound(outcome);
            if (!struck)
            {
                Assert.Equal(RunState.Completed, outcome.State);
                Assert.InRange(number, 40, 80);
                return;
            }

            if (call.EndsWith("MakeSafe", StringComparison.Ordinal) || fault == Fault.ActsLate)
            {
                Assert.Equal(RunState.Completed, outcome.State); // made safe at the second attempt; a late answer within its deadline is no failure
                continue;
            }

            Assert.Equal(RunState.Failed, outcome.State);
            var error = Assert.IsAssignableFrom<InstrumentException>(outcome.Error);
            Assert.StartsWith(error.Instrument.Role + ".", call, StringComparison.Ordinal);
            Assert.Equal(fault == Fault.Fails ? typeof(InstrumentReplyException) : typeof(InstrumentTimeoutException), error.GetType());
            Assert.Contains(fault == Fault.Fails ? "instrument-failed" : "instrument-timeout", run.Sink.EventCodes);
        }
    }

    [Fact]
    public void Stopped_at_any_moment_with_any_call_going_wrong_a_run_ends_safe_legal_and_complete_up_to_its_last_pixel()
    {
        var cases =
            from stopAt in Gen.Choose(0, 260)
            from number in Gen.Choose(1, 90)
            from fault in Gen.Elements(Enum.GetValues<Fault>())
            from hardware in Gen.Elements(true, false)
            select (StopAt: stopAt, Number: number, Fault: fault, Hardware: hardware);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var run = new TestRun { HardwareTimed = c.Hardware };
            run.Bench.Latency = Latency;
            run.Bench.SafeLatency = Latency;
            run.Bench.Script = (n, _) => n == c.Number ? c.Fault : null;
            var outcome = run.GoAsync(SmallPlan, TimeSpan.FromMilliseconds(c.StopAt)).GetAwaiter().GetResult();
            run.AssertSound(outcome);
            Assert.Equal(outcome.State == RunState.Completed, outcome.Pixels == 4 && outcome.State == RunState.Completed);
            Assert.Equal(outcome.Pixels, outcome.Acknowledged);
            Assert.True(run.Sink.Started is null || run.Sink.Finished is not null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public async Task A_stop_makes_the_rig_safe_at_once_and_keeps_the_pixels_measured_so_far()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        var outcome = await run.GoAsync(Some.Plan(10, 10, repeats: 2), TimeSpan.FromMilliseconds(200));
        run.AssertSound(outcome);
        Assert.Equal(RunState.Stopped, outcome.State);
        Assert.Equal("stopped by the user", outcome.Reason);
        Assert.Null(outcome.Error);
        Assert.InRange(outcome.Pixels, 5, 25);
        Assert.InRange(outcome.VirtualSeconds, 0.2, 0.21);
        Assert.Equal([RunState.Preparing, RunState.Running, RunState.Finishing], run.Sink.States);
        Assert.Contains("stopped", run.Sink.EventCodes);
        Assert.DoesNotContain(run.Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_stop_before_the_first_pixel_aborts()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        var outcome = await run.GoAsync(SmallPlan, TimeSpan.FromMilliseconds(5));
        run.AssertSound(outcome);
        Assert.Equal(RunState.Aborted, outcome.State);
        Assert.Equal(RunState.Aborted, run.Sink.Finished!.State);
    }

    [Fact]
    public async Task A_hang_ends_at_its_deadline_in_virtual_time()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        run.Bench.Script = (n, text) => text == "stage.MoveTo(150,50)" ? Fault.HangsDeaf : null;
        var outcome = await run.GoAsync(Some.Plan(3, 1, repeats: 1));
        var timeout = Assert.IsType<InstrumentTimeoutException>(outcome.Error);
        Assert.Equal(("move", InstrumentRoles.Stage), (timeout.Operation, timeout.Instrument.Role));
        Assert.Equal(60, timeout.Elapsed.TotalSeconds, 1e-3);
        Assert.Equal(1, outcome.Pixels);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task An_emitter_that_comes_on_after_it_was_made_safe_is_made_safe_again()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        var madeSafe = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Bench.Script = (number, text) =>
        {
            if (text == "laser.MakeSafe")
                madeSafe.TrySetResult();
            if (text != "laser.SetEmission(True)")
                return null;
            _ = run.Clock.RunActorAsync("holds time until the laser is off", () => madeSafe.Task);
            _ = Task.Run(run.StopNow);
            return Fault.ActsLate;
        };
        var outcome = await run.GoAsync(SmallPlan);
        Assert.Equal(RunState.Aborted, outcome.State);
        run.AssertSound(outcome);
        Assert.Equal(2, run.Bench.Calls.Count(c => c == "laser.MakeSafe"));
    }

    [Fact]
    public async Task An_instrument_that_cannot_be_made_safe_holds_no_other_and_is_named()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        run.Bench.Script = (_, text) => text == "microwave.MakeSafe" ? Fault.HangsDeaf : null;
        var outcome = await run.GoAsync(SmallPlan);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.False(run.Bench.LaserOn || run.Bench.CurrentOn);
        Assert.True(run.Bench.TipRetracted);
        Assert.Equal(4, outcome.Pixels);
        Assert.Contains("microwave (fake.microwave)", Assert.Single(outcome.Unsafe), StringComparison.Ordinal);
        Assert.Contains("NOT SAFE", outcome.Reason, StringComparison.Ordinal);
        Assert.Contains("make-safe-failed", run.Sink.EventCodes);
        Assert.Equal(["microwave.MakeSafe", "laser.MakeSafe", "probe.MakeSafe", "current-source.MakeSafe"], run.Bench.Calls.Where(c => c.EndsWith("MakeSafe", StringComparison.Ordinal)).Take(4));
    }

    [Fact]
    public async Task Trouble_with_the_tip_retracts_it_first()
    {
        using var run = new TestRun();
        run.Bench.Script = (_, text) => text == "probe.Approach" ? Fault.Fails : null;
        await run.GoAsync(SmallPlan);
        Assert.Equal("probe.MakeSafe", run.Bench.Calls.First(c => c.EndsWith("MakeSafe", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(3e3, "photon-rate-low")]
    [InlineData(30e6, "photon-rate-high")]
    public async Task A_photon_rate_outside_its_limits_trips_the_run(double rate, string code)
    {
        using var run = new TestRun();
        run.Bench.ParallelTesla = position =>
        {
            run.Bench.PhotonRate = position.X > 200e-9 ? rate : 300e3;
            return 1.5e-3;
        };
        var plan = Some.Plan(4, 1, repeats: 2) with { Limits = new LimitsPlan { PhotonRate = new QuantityRange<PhotonRate>(new PhotonRate(20e3), new PhotonRate(20e6)) } };
        var outcome = await run.GoAsync(plan);
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Equal(2, outcome.Pixels);
        Assert.Contains(code, run.Sink.EventCodes);
        Assert.Contains("limits.photon-rate", outcome.Reason, StringComparison.Ordinal);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_durable_sink_that_fails_ends_the_run_safely_and_the_others_get_everything_that_was_measured()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        var full = new RecordingSink { OnAppend = page => page == 2 ? throw new IOException("no space left on device") : Task.CompletedTask };
        var outcome = await run.GoAsync(Some.Plan(3, 30, repeats: 1), null, null, full);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.Contains("no space left on device", outcome.Reason, StringComparison.Ordinal);
        Assert.True(run.Bench.IsSafe);
        Assert.Equal(6, full.Pixels.Count);
        Assert.Equal(6, outcome.Pixels);
        Assert.InRange(run.Sink.Pixels.Count, 9, 89);
        Assert.NotNull(full.Finished);
        Assert.Contains("sink-failed", run.Sink.EventCodes);
    }

    [Fact]
    public async Task A_best_effort_sink_that_fails_is_counted_and_nothing_else()
    {
        using var run = new TestRun();
        var lossy = new RecordingSink(durable: false) { OnAppend = _ => throw new IOException("nobody listens") };
        var outcome = await run.GoAsync(Some.Plan(3, 3, repeats: 1), null, null, lossy);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(9, outcome.Pixels);
        Assert.True(outcome.DroppedSinkCalls >= 3);
    }

    [Fact]
    public async Task A_sink_that_cannot_be_completed_fails_the_run()
    {
        using var run = new TestRun();
        run.Sink.OnComplete = () => throw new IOException("gone");
        var outcome = await run.GoAsync(SmallPlan);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.True(run.Sink.Disposed && run.Bench.IsSafe);
    }

    [Fact]
    public async Task A_slow_store_slows_the_scan_and_nothing_is_dropped()
    {
        using var run = new TestRun { Settings = new RunSettings { Pages = 3 } };
        run.Bench.Latency = Latency;
        var (gate, first) = (new TaskCompletionSource(), new TaskCompletionSource());
        run.Sink.OnAppend = page =>
        {
            first.TrySetResult();
            return gate.Task;
        };
        var going = run.GoAsync(Some.Plan(2, 20, repeats: 1));
        await first.Task;
        await SettledAsync(run);
        Assert.Equal(3 * 2, run.Counter.Keys.Count); // the pages are full: the scan stands still, and virtual time with it
        var stoodStillAt = run.Clock.GetTimestamp();
        await SettledAsync(run);
        Assert.Equal(stoodStillAt, run.Clock.GetTimestamp());
        gate.SetResult();
        var outcome = await going;
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(40, run.Sink.Pixels.Count);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_store_that_stalls_is_told_once_while_it_lasts_and_the_run_goes_on_after_it()
    {
        using var storeClock = new VirtualClock(default(DateTimeOffset).AddYears(2025));
        using var run = new TestRun { Settings = new RunSettings { Pages = 3, StoreClock = storeClock } };
        run.Bench.Latency = Latency;
        var (gate, first) = (new TaskCompletionSource(), new TaskCompletionSource());
        run.Sink.OnAppend = page =>
        {
            first.TrySetResult();
            return gate.Task;
        };
        var going = run.GoAsync(Some.Plan(2, 20, repeats: 1));
        await first.Task;
        await SettledAsync(run);
        await storeClock.DelayAsync(TimeSpan.FromSeconds(9.9));
        Assert.Empty(run.Log.Lines);
        await storeClock.DelayAsync(TimeSpan.FromSeconds(0.2));
        await storeClock.DelayAsync(TimeSpan.FromSeconds(60));
        var (level, text) = Assert.Single(run.Log.Lines);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("waited for the store for 10 s", text, StringComparison.Ordinal);
        gate.SetResult();
        var outcome = await going;
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Single(run.Sink.EventCodes, code => code == "store-stalled");
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_dead_disk_does_not_keep_the_rig_from_becoming_safe()
    {
        using var run = new TestRun();
        run.Bench.Latency = Latency;
        var gate = new TaskCompletionSource();
        run.Sink.OnAppend = _ => gate.Task;
        var going = run.GoAsync(Some.Plan(2, 40, repeats: 1), TimeSpan.FromMilliseconds(60));
        while (!run.Bench.Calls.Contains("current-source.MakeSafe") || !run.Bench.IsSafe)
            await Task.Yield();
        Assert.False(going.IsCompleted);
        gate.SetResult();
        Assert.Equal(RunState.Stopped, (await going).State);
    }

    [Fact]
    public async Task Pages_go_at_the_end_of_a_line_when_full_and_when_the_commit_interval_is_over()
    {
        using var run = new TestRun { Settings = new RunSettings { PagePixels = 4, CommitInterval = TimeSpan.FromSeconds(1) } };
        await run.GoAsync(Some.Plan(6, 1, repeats: 1));
        Assert.Equal([(4, false), (2, true)], run.Sink.Pages);

        using var slow = new TestRun();
        slow.Bench.Latency = TimeSpan.FromSeconds(0.15); // three calls per pixel, five at the first
        await slow.GoAsync(Some.Plan(6, 1, repeats: 1));
        Assert.Equal([(3, false), (3, true)], slow.Sink.Pages);

        using var lengthy = new TestRun();
        lengthy.Bench.Latency = TimeSpan.FromSeconds(0.15); // 4 sweeps of two calls and a move: 1.35 s per pixel, so each goes at its end
        var outcome = await lengthy.GoAsync(Some.Plan(3, 1, repeats: 4));
        Assert.Equal([(1, false), (1, false), (1, true)], lengthy.Sink.Pages);
        lengthy.AssertSound(outcome);
    }

    [Fact]
    public async Task A_slow_viewer_loses_frames_and_slows_nothing()
    {
        using var run = new TestRun { Settings = new RunSettings { ProgressInterval = TimeSpan.Zero } };
        using var block = new ManualResetEventSlim();
        var seen = new List<RunProgress>();
        var viewer = new Viewer(frame =>
        {
            lock (seen)
                seen.Add(frame);
            block.Wait();
        });
        var stored = new TaskCompletionSource();
        run.Sink.OnAppend = page =>
        {
            if (page == 19)
                stored.SetResult();
            return Task.CompletedTask;
        };
        var going = run.GoAsync(Some.Plan(2, 20, repeats: 1), null, viewer);
        await stored.Task;
        block.Set();
        var outcome = await going;
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.InRange(outcome.DroppedViewFrames, 10, 22);
        Assert.Equal(RunState.Completed, seen[^1].State);
        Assert.Equal((40, 40, 40), (seen[^1].PixelsDone, seen[^1].PixelsTotal, seen[^1].Acknowledged));
    }

    private static async Task SettledAsync(TestRun run)
    {
        for (var (calls, same) = (-1, 0); same < 200;)
        {
            await Task.Yield();
            same = run.Bench.Calls.Length == calls ? same + 1 : 0;
            calls = run.Bench.Calls.Length;
        }
    }

    private sealed class Viewer(Action<RunProgress> show) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => show(value);
    }
}
