using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests;

/// <summary>limits.cell is acted upon, or the run says that it cannot be.</summary>
public sealed class CellLimitTests
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

    [Fact]
    public async Task A_cell_that_leaves_its_limits_trips_the_run_at_the_next_line_and_everything_is_made_safe()
    {
        using var run = new TestRun { Further = bench => [new FakePotentiostat(bench, reading => reading < 2 ? 3.9 : 4.31)] };
        var outcome = await run.GoAsync(Plan);
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Contains("4.31 V", outcome.Reason);
        Assert.Contains("cell-voltage", run.Sink.EventCodes);
        Assert.Equal(6, run.Sink.Pixels.Count);
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
    }
}
