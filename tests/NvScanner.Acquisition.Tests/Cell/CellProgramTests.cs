using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;
using static NvScanner.Acquisition.Tests.Fakes.Programme;

namespace NvScanner.Acquisition.Tests.Cell;

/// <summary>The programme drives the cell beside the scan: every step, in order, to its end; every pixel knows the cell; however it ends, the circuit is open.</summary>
public sealed class CellProgramTests
{
    // three calls per pixel, hardware-timed
    private static readonly TimeSpan ThirdOfPixel = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Steps_are_driven_in_order_each_to_its_end()
    {
        var program = new CellProgramItem[]
        {
            Rest(1, 10),
            Current(2, 10e-3, new CellStepEnd { Voltage = new Voltage(3.9), Time = TimeSpan.FromHours(1) }), // 0.2 V over the resistor, then 1 mV/s: 200 s
            Voltage(3, 3.9, new CellStepEnd { Current = new Current(5e-3) }), // time constant 200 s: falls to half in 139 s
            Current(4, -20e-3, new CellStepEnd { Charge = new Charge(1) }), // 50 s
        };
        var (run, outcome, cell) = await GoAsync(Plan(CellOf(program), 10, 20));
        using var _ = run;
        Assert.True(outcome.State == RunState.Completed, outcome.Reason);
        Assert.Equal([typeof(CellDrive.Rest), typeof(CellDrive.ConstantCurrent), typeof(CellDrive.ConstantVoltage), typeof(CellDrive.ConstantCurrent), typeof(CellDrive.Rest)], cell.Applied.Select(d => d.GetType()));
        var rows = Rows(run);
        Assert.Equal([0, 1, 2, 3, 4, 0], rows.Select(r => r.Step).Aggregate(new List<int>(), (steps, step) => steps.LastOrDefault(-1) == step ? steps : [.. steps, step]));
        Assert.Equal([10, 200, 138.6, 50], Durations(rows).Select(d => Math.Round(d, 1)), (expected, actual) => Math.Abs(expected - actual) < 1.1);
        // an end is noticed at the next reading: within one second of charging, 1 mV
        Assert.InRange(rows.Last(r => r.Step == 2).PotentialVolts, 3.9, 3.901);
        Assert.InRange(rows.Last(r => r.Step == 3).CurrentAmperes, 0.99 * 5e-3, 5e-3);
        Assert.Contains("cell-programme-ended", run.Sink.EventCodes);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task The_log_has_a_row_on_every_second_of_the_grid_and_counts_the_charge_that_flowed()
    {
        var (run, outcome, cell) = await GoAsync(Plan(CellOf(Rest(1, 5), Current(2, 10e-3, After(60)), Voltage(3, 3.7, After(60))), 10, 10));
        using var _ = run;
        var rows = Rows(run);
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.InRange(pair.Second.TimeSeconds - pair.First.TimeSeconds, 1e-3, 1.01));
        var begin = rows[0].TimeSeconds;
        var onGrid = rows.Count(r => Math.Abs(r.TimeSeconds - begin - Math.Round(r.TimeSeconds - begin)) < 1e-6);
        Assert.InRange(onGrid, Math.Floor(rows[^1].TimeSeconds - begin), double.MaxValue);
        Assert.Equal(cell.Coulombs, rows[^1].ChargeCoulombs, 0.03 * 10e-3 * 2); // two switches, during which the current is known to some 15 ms
        Assert.All(rows, r => Assert.Equal(0.1 + r.ChargeCoulombs / 100, r.StateOfCharge, 1e-12));
        Assert.True(outcome.State == RunState.Completed);
    }

    [Fact]
    public async Task Every_pixel_carries_the_cell_at_its_middle()
    {
        var (run, _, _) = await GoAsync(Plan(CellOf(Rest(1, 3), new CellRepeat(2, [Current(2, 10e-3, After(80)), Current(3, -10e-3, After(80))])), 6, 20));
        using var __ = run;
        var rows = Rows(run);
        Assert.Equal(120, run.Sink.Pixels.Count);
        foreach (var pixel in run.Sink.Pixels)
        {
            var before = rows.Last(r => r.TimeSeconds <= pixel.Time);
            var after = rows.FirstOrDefault(r => r.TimeSeconds > pixel.Time, before);
            Assert.InRange(pixel.CellVoltage, Math.Min(before.PotentialVolts, after.PotentialVolts), Math.Max(before.PotentialVolts, after.PotentialVolts));
            if (before.Step == after.Step && before.Step is 2 or 3)
            {
                // linear while a current flows: the interpolation is exact
                var voltage = before.PotentialVolts + before.CurrentAmperes / FakeCell.Farads * (pixel.Time - before.TimeSeconds);
                Assert.Equal(voltage, pixel.CellVoltage, 1e-9);
                Assert.Equal(before.CurrentAmperes, pixel.CellCurrent);
            }

            Assert.Equal(before.Cycle, pixel.CellCycle);
        }

        Assert.Equal([1.0, 2.0], run.Sink.Pixels.Select(p => p.CellCycle).Distinct());
    }

    [Fact]
    public async Task Without_a_cell_in_the_plan_pixels_carry_none()
    {
        using var run = new TestRun();
        await run.GoAsync(Some.Plan(2, 2, repeats: 1));
        Assert.All(run.Sink.Pixels, p => Assert.True(double.IsNaN(p.CellVoltage) && double.IsNaN(p.CellCurrent) && double.IsNaN(p.StateOfCharge) && double.IsNaN(p.CellCycle)));
    }

    [Fact]
    public async Task The_compliance_is_confirmed_before_the_first_drive_and_the_programme_begins_with_the_scan()
    {
        var (run, _, _) = await GoAsync(Plan(CellOf(Current(1, 10e-3, After(5))), 2, 2));
        using var __ = run;
        var calls = run.Bench.Calls;
        Assert.Equal(["potentiostat.SetCompliance", "potentiostat.ReadCompliance"], calls.Take(2));
        var drive = Array.IndexOf(calls, "potentiostat.Apply(ConstantCurrent)");
        Assert.InRange(drive, Array.IndexOf(calls, "laser.SetEmission(True)"), Array.IndexOf(calls, "probe.Approach") + 3);
        Assert.Equal("potentiostat.Read", calls.First(c => c.StartsWith("potentiostat.", StringComparison.Ordinal) && !c.Contains("Compliance", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_scan_that_ends_first_cuts_the_programme_says_so_and_opens_the_circuit()
    {
        var (run, outcome, cell) = await GoAsync(Plan(CellOf(Current(1, 1e-3, After(1e5))), 3, 3));
        using var _ = run;
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.Contains("in step 1 cc 1 mA until 27.7778 h, cycle 1", run.Sink.Documents.OfType<RunEvent>().Single(e => e.Code == "cell-programme-cut").Text, StringComparison.Ordinal);
        Assert.True(cell.IsOpen);
        Assert.DoesNotContain("cell-programme-ended", run.Sink.EventCodes);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task A_cell_that_leaves_its_limits_trips_the_run_and_its_reading_is_kept()
    {
        var (run, outcome, cell) = await GoAsync(Plan(CellOf(Current(1, 10e-3, After(1000))), 10, 20), (number, sample) => number < 20 ? sample : sample with { PotentialVolts = 4.31 });
        using var _ = run;
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Equal("cell voltage 4.31 V is outside limits.cell.voltage (2.8 V to 4.3 V)", outcome.Reason);
        Assert.Contains("cell-voltage", run.Sink.EventCodes);
        Assert.Equal(4.31, Rows(run)[^1].PotentialVolts);
        Assert.InRange(outcome.Pixels, 3, 7); // 20 s of the run: within a pixel of the reading
        Assert.True(cell.IsOpen);
        run.AssertSound(outcome);
    }

    [Fact]
    public async Task Noise_at_a_set_point_on_the_limit_does_not_trip()
    {
        var cell = CellOf(Voltage(1, 4.3, After(100)));
        var (run, outcome, _) = await GoAsync(Plan(cell, 6, 5) with { Limits = Limits }, (number, sample) => sample with { PotentialVolts = sample.PotentialVolts + (number % 2 == 0 ? 1e-4 : -1e-4) });
        using var __ = run;
        Assert.Equal(RunState.Completed, outcome.State);
    }

    [Fact]
    public async Task A_cell_that_becomes_too_warm_trips_the_run_and_the_log_has_its_temperature()
    {
        var plan = Plan(CellOf(Current(1, 10e-3, After(1000))), 6, 5) with { Limits = Limits with { CellTemperature = new(new Temperature(273), new Temperature(333)) } };
        var (run, outcome, _) = await GoAsync(plan, kelvin: 340);
        using var __ = run;
        Assert.Equal(RunState.Tripped, outcome.State);
        Assert.Contains("cell temperature 340 K", outcome.Reason, StringComparison.Ordinal);
        Assert.All(Rows(run), r => Assert.Equal(340, r.TemperatureKelvin));
        run.AssertSound(outcome);
    }

    [Theory]
    [InlineData(nameof(Fault.Fails))]
    [InlineData(nameof(Fault.Hangs))]
    [InlineData(nameof(Fault.HangsDeaf))]
    [InlineData(nameof(Fault.ActsLate))]
    public async Task Whichever_call_goes_wrong_the_circuit_is_open_at_the_end(string kind)
    {
        var fault = Enum.Parse<Fault>(kind);
        var plan = Plan(CellOf(Rest(1, 1.5), Current(2, 10e-3, After(2)), Voltage(3, 3.6, After(1))), 2, 2);
        for (var number = 1; ; number++)
        {
            FakeCell? cell = null;
            using var run = new TestRun { Further = bench => [cell = new FakeCell(bench)] };
            run.Bench.Latency = TimeSpan.FromSeconds(0.5);
            var (struck, call) = (false, "");
            run.Bench.Script = (n, text) =>
            {
                if (n != number)
                    return null;
                (struck, call) = (true, text);
                return fault;
            };
            var outcome = await run.GoAsync(plan);
            Assert.True(cell!.IsOpen, $"call {number}, {call}");
            run.AssertSound(outcome);
            if (!struck)
            {
                Assert.Equal(RunState.Completed, outcome.State);
                Assert.InRange(number, 40, 90);
                return;
            }

            var mayComplete = call.EndsWith("MakeSafe", StringComparison.Ordinal) || fault == Fault.ActsLate;
            Assert.True(outcome.State == (mayComplete ? RunState.Completed : RunState.Failed), $"call {number}, {call}: {outcome.State}, {outcome.Reason}");
        }
    }

    [Fact]
    public void Stopped_at_any_moment_the_circuit_is_open_and_stays_so() => Prop.ForAll(Gen.Choose(0, 40_000).ToArbitrary(), milliseconds =>
    {
        FakeCell? cell = null;
        using var run = new TestRun { Further = bench => [cell = new FakeCell(bench)] };
        run.Bench.Latency = ThirdOfPixel;
        var outcome = run.GoAsync(Plan(CellOf(Rest(1, 2), new CellRepeat(50, [Current(2, 10e-3, After(0.7)), Current(3, -10e-3, After(0.4))])), 3, 3), TimeSpan.FromMilliseconds(milliseconds)).GetAwaiter().GetResult();
        run.AssertSound(outcome);
        Assert.True(cell!.IsOpen);
        var calls = run.Bench.Calls;
        Assert.DoesNotContain(calls.Skip(Array.IndexOf(calls, "potentiostat.MakeSafe")), c => c.Contains("Apply", StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_step_begins_after_the_scan_has_ended() => Prop.ForAll(Gen.Choose(1, 400).ToArbitrary(), milliseconds =>
    {
        FakeCell? cell = null;
        using var run = new TestRun { Further = bench => [cell = new FakeCell(bench)] };
        run.Bench.Latency = ThirdOfPixel;
        var latest = TimeSpan.Zero;
        run.Bench.Script = (_, call) =>
        {
            if (call.StartsWith("potentiostat.Apply", StringComparison.Ordinal))
                latest = run.Clock.GetElapsedTime(0);
            return null;
        };
        var outcome = run.GoAsync(Plan(CellOf(new CellRepeat(100_000, [Current(1, 10e-3, After(milliseconds / 1000.0)), Rest(2, 0.01)])), 1, 1)).GetAwaiter().GetResult();
        Assert.Equal(RunState.Completed, outcome.State);
        Assert.True(cell!.IsOpen);
        Assert.InRange(latest.TotalSeconds, 1, run.Sink.Pixels[^1].Time + ThirdOfPixel.TotalSeconds); // two of its calls are the measurement
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_step_of_any_programme_is_left_out_and_the_counted_charge_is_that_of_the_cell()
    {
        var step = from amperes in Gen.Elements(-20e-3, -5e-3, 0, 5e-3, 20e-3)
            from seconds in Gen.Choose(1, 300)
            select (Amperes: amperes, Seconds: seconds / 10.0);
        var item = from times in Gen.Choose(1, 3)
            from steps in step.NonEmptyListOf().Resize(4)
            select (Times: times, Steps: steps);
        var wide = new LimitsPlan { Cell = new CellLimits(new(new Voltage(-9), new Voltage(9)), Limits.Cell!.Current) };
        Prop.ForAll(item.NonEmptyListOf().Resize(4).ToArbitrary(), items =>
        {
            var number = 0;
            var program = items.Select(i => (CellProgramItem)new CellRepeat(i.Times,
                [.. i.Steps.Select(s => s.Amperes == 0 ? Rest(++number, s.Seconds) : Current(++number, s.Amperes, After(s.Seconds)))])).ToArray();
            var cell = CellOf(program);
            var seconds = cell.Sequence().Sum(s => s.Step.Until.Time!.Value.TotalSeconds + 0.1);
            var (run, outcome, fake) = GoAsync(Plan(cell, 1 + (int)(seconds / 30), 12) with { Limits = wide }).GetAwaiter().GetResult();
            using var _ = run;
            Assert.Equal(RunState.Completed, outcome.State);
            Assert.Equal([.. cell.Sequence().Select(s => s.Step.Drive), new CellDrive.Rest()], fake.Applied);
            var rows = Rows(run);
            Assert.Equal(
                cell.Sequence().Select(s => (s.Step.Number, s.Cycle)).Append((0, cell.Sequence().Last().Cycle)),
                Visits(rows, fake.Applied.Count));
            var expected = cell.Sequence().Sum(s => s.Step.Drive is CellDrive.ConstantCurrent { Current.Amperes: var amperes } ? amperes * s.Step.Until.Time!.Value.TotalSeconds : 0);
            Assert.Equal(fake.Coulombs, rows[^1].ChargeCoulombs, fake.Applied.Count * 40e-3 * 0.02);
            Assert.Equal(expected, rows[^1].ChargeCoulombs, fake.Applied.Count * 40e-3 * 0.04);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(50)] // a reading each second falls on the same phase: the crest
    [InlineData(0.3)]
    [InlineData(0.02)] // fifty readings to a period: followed
    public async Task A_sine_moves_no_charge_however_the_readings_beat_with_it(double hertz)
    {
        var sine = new CellModulation(new Current(5e-3), new Frequency(hertz));
        var (run, outcome, cell) = await GoAsync(Plan(CellOf(Rest(1, 5), Current(2, 2e-3, After(100)) with { Modulation = sine }, Current(3, 2e-3, After(20))), 20, 10));
        using var _ = run;
        Assert.True(outcome.State == RunState.Completed, outcome.Reason);
        Assert.Equal([sine, new CellModulation(new Current(0), new Frequency(0))], cell.Sines);
        // off before the next drive, which would swing with it
        Assert.Equal(
            ["Apply(Rest)", "Apply(ConstantCurrent)", "Modulate", "Modulate", "Apply(ConstantCurrent)", "Apply(Rest)"],
            run.Bench.Calls.Select(call => call.Replace("potentiostat.", "", StringComparison.Ordinal)).Where(call => call.StartsWith("Apply(", StringComparison.Ordinal) || call == "Modulate"));
        var rows = Rows(run);
        // the log shows what was read
        Assert.InRange(rows.Where(r => r.Step == 2).Max(r => r.CurrentAmperes), 6.5e-3, 7e-3);
        var (begin, end) = (rows.First(r => r.Step == 2), rows.Last(r => r.Step == 2));
        // at the ends of whole periods: 0.2 C; of the readings at 50 Hz it would be 0.7 C
        Assert.Equal(2e-3 * (end.TimeSeconds - begin.TimeSeconds), end.ChargeCoulombs - begin.ChargeCoulombs, 2e-3);
        if (hertz > 1)
            Assert.All(run.Sink.Pixels.Where(p => p.Time > begin.TimeSeconds && p.Time < end.TimeSeconds), p => Assert.Equal(2e-3, p.CellCurrent, 1e-12));
    }

    [Fact]
    public async Task A_potentiostat_that_does_not_follow_its_set_point_is_believed_by_its_readings_also_under_a_sine()
    {
        var sine = new CellModulation(new Current(1e-3), new Frequency(50));
        var (run, _, _) = await GoAsync(Plan(CellOf(Current(1, 10e-3, After(50)) with { Modulation = sine }), 10, 10), (_, sample) => sample with { CurrentAmperes = 4e-3 });
        using var __ = run;
        var rows = Rows(run).Where(r => r.Step == 1).ToArray();
        Assert.Equal(4e-3 * (rows[^1].TimeSeconds - rows[0].TimeSeconds), rows[^1].ChargeCoulombs - rows[0].ChargeCoulombs, 1e-6);
    }

    [Fact]
    public async Task A_sine_beyond_the_potentiostats_range_is_refused_before_anything_is_touched()
    {
        var (run, outcome, _) = await GoAsync(Plan(CellOf(Current(1, 1e-3, After(5)) with { Modulation = new CellModulation(new Current(1e-3), new Frequency(20e3)), Field = "cell.program[0].cc" }), 3, 3));
        using var __ = run;
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal("cell.program[0].cc.ac.frequency", problem.Field);
        Assert.Contains("20 kHz is outside the range of", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_with_a_cell_cannot_go_on_in_the_middle()
    {
        using var run = new TestRun { Settings = new RunSettings { FirstVisit = 3 }, Further = bench => [new FakeCell(bench)] };
        var outcome = await run.GoAsync(Plan(CellOf(Rest(1, 2)), 3, 3));
        Assert.Equal(RunState.Aborted, outcome.State);
        Assert.Contains("begin a new run, with x-initial where the cell is now", Assert.Single(outcome.Problems).Message, StringComparison.Ordinal);
        Assert.Empty(run.Bench.Calls);
    }

    [Fact]
    public void A_cell_without_potentiostat_or_limits_is_refused_before_anything_is_touched()
    {
        var plan = Plan(CellOf(Current(1, 60e-3, After(1))), 3, 3);
        Assert.Equal(
            ["cell: needs an instrument in the role 'potentiostat', and the profile has none", "cell.program: current 60 mA is outside limits.cell.current, -50 mA to 50 mA"],
            PlanPreflight.Check(plan, Some.Profile()).Select(p => $"{p.Field}: {p.Message}"));
        Assert.Contains(PlanPreflight.Check(plan with { Limits = new LimitsPlan() }, Some.Profile()), p => p.Message.Contains("needs limits.cell", StringComparison.Ordinal));
        var profile = Some.Profile() with
        {
            Instruments = [new InstrumentSpec(InstrumentRoles.Potentiostat, "x", new Dictionary<string, string>(), new Dictionary<string, (string, string)> { ["current"] = ("-1 mA", "1 mA") })],
        };
        Assert.Contains(PlanPreflight.Check(Plan(CellOf(Rest(1, 1)), 3, 3), profile), p => p.Field == "limits.cell.current" && p.Message.Contains("the profile's limits of the potentiostat", StringComparison.Ordinal));
    }

    private static async Task<(TestRun Run, RunOutcome Outcome, FakeCell Cell)> GoAsync(ScanPlan plan, Func<int, CellSample, CellSample>? reading = null, double? kelvin = null)
    {
        FakeCell? cell = null;
        var run = new TestRun
        {
            Further = bench =>
            {
                cell = new FakeCell(bench) { Reading = reading ?? ((_, sample) => sample) };
                return kelvin is { } temperature ? [cell, new FakeThermometer(bench, temperature)] : [cell];
            },
        };
        run.Bench.Latency = ThirdOfPixel;
        var outcome = await run.GoAsync(plan);
        return (run, outcome, cell!);
    }

    private static CellLogRow[] Rows(TestRun run) => [.. run.Sink.Documents.OfType<CellLogRow>()];

    /// <summary>Lengths of the steps from 1 on, each visited once, by the log.</summary>
    private static IEnumerable<double> Durations(CellLogRow[] rows) => rows.Where(r => r.Step > 0).GroupBy(r => r.Step).Select(g => g.Max(r => r.TimeSeconds) - g.Min(r => r.TimeSeconds));

    /// <summary>Steps and cycles in the order in which the log shows them, the open circuit before them left out; a step that is repeated at once is told by its begin off the grid.</summary>
    private static IEnumerable<(int Step, int Cycle)> Visits(CellLogRow[] rows, int expected)
    {
        var visits = rows.Skip(1).Select(r => (r.Step, r.Cycle)).Aggregate(new List<(int, int)>(), (list, visit) => list.LastOrDefault() == visit ? list : [.. list, visit]);
        Assert.Equal(expected, visits.Count);
        return visits;
    }
}
