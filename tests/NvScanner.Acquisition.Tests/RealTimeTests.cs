using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Safety;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

/// <summary>What only shows on a real clock and its threads.</summary>
public sealed class RealTimeTests
{
#pragma warning disable RS0030 // the real clock is what is tested
    private static readonly TimeProvider Real = TimeProvider.System;
#pragma warning restore RS0030

    [Fact]
    public async Task A_driver_that_blocks_its_caller_keeps_neither_the_rig_from_becoming_safe_nor_the_pixels_from_being_stored()
    {
        var bench = new FakeBench(Real);
        var sink = new RecordingSink();
        using var blocked = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        bench.Script = (_, text) =>
        {
            if (text == "stage.MoveTo(250,50)")
            {
                blocked.Set();
                release.Wait();
            }

            return null;
        };
        var plan = Some.Plan(4, 1, repeats: 1);
        var profile = Some.Profile() with { Safety = new SafetyPlan { Deadline = TimeSpan.FromMilliseconds(50) } };
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz(), profile: profile);
        var going = new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, stop.Token);
        await Task.Run(blocked.Wait);
        await stop.CancelAsync();
        var outcome = await going;

        Assert.Equal(RunState.Stopped, outcome.State);
        Assert.True(bench.IsSafe);
        Assert.Equal(2, outcome.Pixels);
        Assert.Contains("sequencer-stuck", sink.EventCodes);
        release.Set();
    }

    [Fact]
    public async Task An_emitter_whose_command_was_on_its_way_when_the_run_ended_is_made_safe_again()
    {
        var bench = new FakeBench(Real);
        using var laserSafe = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        bench.OnMadeSafe = id =>
        {
            if (id.Role == InstrumentRoles.Laser)
                laserSafe.Set();
        };
        bench.Script = (_, text) =>
        {
            if (text == "laser.SetEmission(True)")
            {
                // announced and not yet awaited: the laser comes on after it was made safe, and the scan ends before the slow probe is safe
                stop.Cancel();
                laserSafe.Wait();
            }

            return text == "probe.MakeSafe" ? Fault.ActsLate : null;
        };
        var plan = Some.Plan(2, 1, repeats: 1);
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz());
        var outcome = await new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [new RecordingSink()], new RunSettings()), null, stop.Token);
        Assert.Equal(RunState.Aborted, outcome.State);
        Assert.Empty(outcome.Unsafe);
        Assert.True(bench.IsSafe);
    }

    [Fact]
    public async Task A_driver_that_blocks_while_it_is_made_safe_holds_neither_the_others_nor_the_end_and_is_named()
    {
        var bench = new FakeBench(Real);
        var sink = new RecordingSink();
        using var release = new ManualResetEventSlim();
        bench.Script = (_, text) =>
        {
            if (text == "microwave.MakeSafe")
                release.Wait();
            return null;
        };
        var plan = Some.Plan(2, 1, repeats: 1);
        var profile = Some.Profile() with { Safety = new SafetyPlan { Deadline = TimeSpan.FromMilliseconds(50) } };
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz(), profile: profile);
        var going = new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), Real);
        var outcome = await going.WaitAsync(patience.Token);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.Contains("microwave (fake.microwave)", Assert.Single(outcome.Unsafe), StringComparison.Ordinal);
        Assert.False(bench.LaserOn || bench.CurrentOn);
        Assert.True(bench.TipRetracted);
        Assert.Equal(2, outcome.Pixels);
        release.Set();
    }

    [Fact]
    public async Task A_hang_is_noticed_on_the_real_clock()
    {
        var bench = new FakeBench(Real) { Script = (_, text) => text == "stage.MoveTo(150,50)" ? Fault.HangsDeaf : null };
        var sink = new RecordingSink();
        var plan = Some.Plan(3, 1, repeats: 1);
        var profile = Some.Profile() with { Safety = new SafetyPlan { Deadline = TimeSpan.FromMilliseconds(50) } };
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz(), profile: profile);
        var settings = new RunSettings { Deadlines = new InstrumentDeadlines { Move = TimeSpan.FromMilliseconds(100) } };
        var outcome = await new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], settings), null, CancellationToken.None);
        var timeout = Assert.IsType<InstrumentTimeoutException>(outcome.Error);
        Assert.Equal("move", timeout.Operation);
        Assert.True(bench.IsSafe);
        Assert.Equal(1, outcome.Pixels);
    }

    [Fact]
    public async Task Readings_go_on_in_a_pause_and_a_limit_that_is_left_in_it_trips_the_dark_run()
    {
        var bench = new FakeBench(Real);
        var sink = new RecordingSink();
        var coordinator = new RunCoordinator(Real, NullLoggerFactory.Instance);
        var pausedOnce = false;
        var cell = new FakePotentiostat(bench, _ => pausedOnce ? 4.5 : 3.7);
        bench.Script = (_, text) =>
        {
            if (text == "stage.MoveTo(150,50)")
                coordinator.RequestPause();
            return null;
        };
        sink.OnRecord = document => pausedOnce |= document is RunStateChanged { State: RunState.Paused };
        var plan = Some.Plan(4, 1, repeats: 1) with
        {
            Limits = new LimitsPlan { Cell = new CellLimits(new(new Voltage(2), new Voltage(4.2)), new(new Current(-0.1), new Current(0.1))) },
        };
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz(), further: cell);
        var outcome = await coordinator.RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, CancellationToken.None);

        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Contains("cell-voltage", sink.EventCodes);
        Assert.Equal([RunState.Paused, RunState.Finishing], sink.States.TakeLast(2));
        Assert.True(bench.IsSafe);
        Assert.Equal(2, outcome.Pixels);
    }

    [Fact]
    public async Task A_thousand_pixels_run_on_the_real_clock()
    {
        var bench = new FakeBench(Real) { Records = false };
        var sink = new RecordingSink();
        var plan = Some.Plan(40, 25, repeats: 1) with { ExpectedField = new MagneticField(0.1e-3) };
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz());
        var outcome = await new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(new RunRequest(plan, rig, [sink], new RunSettings()), null, CancellationToken.None);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), sink.Pixels.Select(p => p.Visit));
        Assert.True(bench.IsSafe);
    }
}
