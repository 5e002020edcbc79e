using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

/// <summary>limits.cell and the light are watched, or the run says that they cannot be; their readings are recorded.</summary>
public sealed class RigMonitorTests
{
    private static readonly ScanPlan Plan = Some.Plan(3, 4, repeats: 1) with
    {
        Limits = new LimitsPlan { Cell = new CellLimits(new(new Voltage(2.8), new Voltage(4.3)), new(new Current(-2e-3), new Current(2e-3))) },
    };

    [Fact]
    public async Task The_limits_become_the_potentiostats_own_compliance_before_anything_is_switched_on()
    {
        using var run = new TestRun { Further = bench => [new FakePotentiostat(bench, _ => 3.9)] };
        var outcome = await run.GoAsync(Plan);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Contains("SetCompliance(2.8 V to 4.3 V)", run.Bench.Calls[0]);
    }

    [Theory]
    [InlineData(4.35, RunState.Failed)] // it would let the cell be charged further than asked
    [InlineData(double.NaN, RunState.Failed)]
    [InlineData(4.301, RunState.Completed)] // its converter's step
    [InlineData(4.2, RunState.Completed)]
    public async Task A_compliance_that_is_not_confirmed_ends_the_run_before_anything_is_switched_on(double volts, RunState state)
    {
        using var run = new TestRun
        {
            Further = bench => [new FakePotentiostat(bench, _ => 3.9) { Rounding = asked => asked with { Voltage = asked.Voltage with { Maximum = new Voltage(volts) } } }],
        };
        var outcome = await run.GoAsync(Plan);
        Assert.Equal(state, outcome.State);
        if (state == RunState.Completed)
            return;
        Assert.Contains("voltage compliance reads", outcome.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Bench.Calls, call => call.Contains("SetOutput", StringComparison.Ordinal) || call.Contains("SetEmission", StringComparison.Ordinal));
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_cell_that_leaves_its_limits_trips_the_run_at_the_next_pixel_and_everything_is_made_safe()
    {
        using var run = new TestRun { Further = bench => [new FakePotentiostat(bench, reading => reading < 6 ? 3.9 : 4.31)] };
        run.Bench.Latency = TimeSpan.FromSeconds(1); // three calls per pixel
        var outcome = await run.GoAsync(Plan);
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Contains("4.31 V", outcome.Reason);
        Assert.Contains("cell-voltage", run.Sink.EventCodes);
        Assert.InRange(run.Sink.Pixels.Count, 4, 5); // read before the approach and then at each pixel: within the second line
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_cell_voltage_that_cannot_be_read_is_outside()
    {
        using var run = new TestRun { Further = bench => [new FakePotentiostat(bench, _ => double.NaN)] };
        Assert.Equal(RunState.Tripped, (await run.GoAsync(Plan)).State);
    }

    [Fact]
    public async Task Limits_that_no_instrument_can_watch_are_said_in_the_events()
    {
        using var run = new TestRun();
        var outcome = await run.GoAsync(Plan);
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Contains("limit-unwatched", run.Sink.EventCodes);
        var warning = Assert.Single(PlanPreflight.Warnings(Plan, run.Profile));
        Assert.Contains("limits.cell is not watched", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "laser-interlock", "interlock")]
    [InlineData(false, "laser-off", "no longer emits")]
    public async Task A_laser_that_goes_off_during_the_scan_trips_the_run(bool interlock, string code, string text)
    {
        using var run = new TestRun();
        run.Bench.Latency = TimeSpan.FromSeconds(1);
        run.Bench.Script = (_, call) =>
        {
            if (call == "stage.MoveTo(150,50)")
                (run.Bench.LaserOn, run.Bench.InterlockClosed) = (false, !interlock);
            return null;
        };
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1));
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Contains(text, outcome.Reason, StringComparison.Ordinal);
        Assert.Contains(code, run.Sink.EventCodes);
        Assert.Equal(2, outcome.Pixels);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task Readings_of_cell_temperature_and_laser_are_recorded_at_most_one_row_per_second()
    {
        using var run = new TestRun { Further = bench => [new FakePotentiostat(bench, _ => 3.9), new FakeThermometer(bench, 298.15)] };
        run.Bench.Latency = TimeSpan.FromSeconds(0.1); // 0.3 s per pixel
        var outcome = await run.GoAsync(Some.Plan(10, 10, repeats: 1));
        Assert.Equal(RunState.Completed, outcome.State);
        var samples = run.Sink.Documents.OfType<MonitorSample>().ToArray();
        Assert.Equal(["laser.power", "cell.voltage", "cell.current", "temperature"], samples.Select(s => s.Stream).Distinct());
        Assert.All(samples, s => Assert.Equal(s.Stream switch { "laser.power" => 150e-6, "cell.voltage" => 3.9, "cell.current" => 0, _ => 298.15 }, s.Value));
        var lasers = samples.Where(s => s.Stream == "laser.power").Select(s => s.TimeSeconds).ToArray();
        Assert.All(lasers.Zip(lasers.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, 10, 11.5));
        Assert.InRange(samples.Length, 4 * 3, outcome.VirtualSeconds);
    }

    [Fact]
    public async Task What_happens_inside_a_simulated_cell_is_recorded_once_at_its_own_time()
    {
        var begun = 0.0;
        using var run = new TestRun
        {
            Further = bench =>
            {
                begun = bench.Time.GetTimestamp() / (double)bench.Time.TimestampFrequency;
                return [new FakeCellEvents(bench, new(begun - 5, "before", "was there"), new(begun + 2.5, "dendrite", "grows"), new(begun + 35.5, "cell-short", "in the last pixel"))];
            },
        };
        run.Bench.Latency = TimeSpan.FromSeconds(1); // three calls per pixel
        var outcome = await run.GoAsync(Some.Plan(4, 2, repeats: 1));
        Assert.Equal(RunState.Completed, outcome.State);
        var told = run.Sink.Documents.OfType<RunEvent>().Where(document => document.Code is "before" or "dendrite" or "cell-short").ToArray();
        Assert.Equal([("before", 0), ("dendrite", 2.5), ("cell-short", 35.5)], told.Select(document => (document.Code, Math.Round(document.TimeSeconds, 6))));
        Assert.All(told, document => Assert.Equal(EventLevel.Warning, document.Level));
    }
}
