using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Configuration.Tests.Plans;

public class CellPlanTests
{
    private const string Good = """
        schema: 1
        name: a cell
        sample: { id: llzo-7, configuration: full, geometry: cross-section, atmosphere: argon, protective-layer: 5 nm Al2O3, polished-at: 2026-11-21T18:30:00+01:00 }
        scan: { size: [4 um, 3 um], pixels: [8, 6] }
        protocol: { kind: cw-odmr, frequencies: { from: 2.81 GHz, to: 2.93 GHz, points: 121 }, dwell: 1 ms }
        microwave: { power: -8 dBm }
        laser: { power: 150 uW }
        bias-field: { magnitude: 1.5 mT }
        limits:
          cell: { voltage: [2.8 V, 4.3 V], current: [-2 mA, 2 mA] }
        cell:
          area: 1 cm2
          capacity: 0.94 mAh
          positive: LiCoO2
          x-initial: 0.995
          program:
            - rest: { time: 10 min }
            - cc: { rate: C/10, until: { voltage: 4.2 V, time: 12 h } }
            - repeat: { times: 3, steps: [ { cccv: { rate: -1C, voltage: 3 V, until: { current: C/20 } } }, { cc: { current: 0.5 mA, until: { charge: 0.1 mAh } } } ] }
            - cv: { voltage: 4.1 V, until: { current: 20 uA, time: 1 h } }

        """;

    private static CellPlan Read(string text) => PlanLoader.Parse(text, "plan.yaml").Value.Cell!;

    private static string With(int line, string text)
    {
        var lines = Good.ReplaceLineEndings("\n").Split('\n');
        lines[line - 1] = text;
        return string.Join('\n', lines);
    }

    [Fact]
    public void A_cell_plan_is_read_with_rates_as_currents()
    {
        var plan = PlanLoader.Parse(Good, "plan.yaml").Value;
        var cell = plan.Cell!;
        Assert.Equal((1e-4, 3.384, "LiCoO2", 0.995, 1.0, 0.5), (cell.Area!.Value.SquareMetres, Math.Round(cell.Capacity!.Value.Coulombs, 9), cell.Positive, cell.InitialContent, cell.ContentDischarged, cell.ContentCharged));
        Assert.Equal((TimeSpan.FromSeconds(1), "floating"), (cell.Sampling, cell.Ground));
        Assert.Equal(new BatterySample("cross-section", "argon", "5 nm Al2O3", "2026-11-21T18:30:00+01:00"), plan.Sample.Battery);
        Assert.Equal(
            ["1 rest 10 min", "2 cc 94 uA until 12 h or 4.2 V", "3 cc -940 uA until 3 V", "4 cv 3 V until 47 uA", "5 cc 500 uA until 360 mC", "6 cv 4.1 V until 1 h or 20 uA"],
            cell.Steps.Select(step => step.ToString()));
        Assert.Equal(3, Assert.IsType<CellRepeat>(cell.Program[2]).Times);
        Assert.Equal("cell.program[2].repeat.steps[1].cc", cell.Steps.ElementAt(4).Field);
    }

    [Fact]
    public void Steps_follow_each_other_with_their_cycle() =>
        Assert.Equal(
            [(1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (3, 2), (4, 2), (5, 2), (3, 3), (4, 3), (5, 3), (6, 3)],
            Read(Good).Sequence().Select(s => (s.Step.Number, s.Cycle)));

    [Fact]
    public void The_state_of_charge_follows_from_charge_capacity_and_range()
    {
        var cell = Read(Good);
        Assert.Equal(0.01, cell.StateOfCharge(0), 1e-12);
        Assert.Equal(0.51, cell.StateOfCharge(0.5 * 3.384), 1e-12);
        Assert.True(double.IsNaN(Read(With(15, "")).StateOfCharge(1)));
        Assert.True(double.IsNaN(Read(With(13, "").Replace("C/10", "C/10").Replace("rate: C/10", "current: 94 uA").Replace("rate: -1C", "current: -0.94 mA").Replace("C/20", "47 uA")).StateOfCharge(1)));
    }

    [Theory]
    [InlineData(13, "", "cell.program[1].cc.rate", "is a C-rate, which needs cell.capacity", 18)]
    [InlineData(13, "  capacity: 0.94 mA", "cell.capacity", "'mA' is not a unit of charge: allowed C (with f p n u m k M G T), Ah")]
    [InlineData(12, "  area: 1 cm", "cell.area", "'cm' is not a unit of area: allowed m2, cm2")]
    [InlineData(15, "  x-initial: 0.4", "cell.x-initial", "0.4 is outside x-range, 1 to 0.5")]
    [InlineData(15, "  x-initial: 1.2", "cell.x-initial", "'1.2' is not allowed: number without unit, 0 to 1")]
    [InlineData(14, "  x-range: [0.5, 1.0]", "cell.x-range", "the first value, of the discharged cell, must be above the second, not 0.5 and 1")]
    [InlineData(14, "  x-range: [1.5, 0.5]", "cell.x-range[0]", "'1.5' is not allowed")]
    [InlineData(14, "  ground: yes", "cell.ground", "'yes' is not known")]
    [InlineData(14, "  sampling: 1 us", "cell.sampling", "is out of range: allowed duration in s, min, h, d, 10 ms to 600 s")]
    [InlineData(16, "  programm:", "cell.programm", "is not a known key, did you mean 'program'?", 0, 2)]
    [InlineData(17, "    - rest: 10 min", "cell.program[0].rest", "must be a section: allowed section {time}")]
    [InlineData(17, "    - rest: { }", "cell.program[0].rest.time", "is missing: write duration")]
    [InlineData(17, "    - { rest: { time: 1 s }, cv: { voltage: 4 V, until: { time: 1 s } } }", "cell.program[0]", "must have exactly one of rest, cc, cv, cccv, repeat: begin every step with its own dash")]
    [InlineData(17, "    - { }", "cell.program[0]", "must have exactly one of")]
    [InlineData(17, "    - wait: { time: 1 s }", "cell.program[0].wait", "is not a known key")]
    [InlineData(18, "    - cc: { rate: C/10 }", "cell.program[1].cc.until", "is missing: write section {time, voltage, charge}")]
    [InlineData(18, "    - cc: { rate: C/10, until: { } }", "cell.program[1].cc.until", "names no end: write at least one of time, voltage, charge")]
    [InlineData(18, "    - cc: { rate: C/10, until: { current: C/20 } }", "cell.program[1].cc.until.current", "is not a known key")]
    [InlineData(18, "    - cc: { rate: 10, until: { time: 1 h } }", "cell.program[1].cc.rate", "'10' is not allowed: C-rate: C/10, 2C, -C/5")]
    [InlineData(18, "    - cc: { rate: C/0, until: { time: 1 h } }", "cell.program[1].cc.rate", "'C/0' is not allowed")]
    [InlineData(18, "    - cc: { rate: 0C, until: { time: 1 h } }", "cell.program[1].cc.rate", "is zero: write a rest, which opens the circuit")]
    [InlineData(18, "    - cc: { rate: C, current: 1 mA, until: { time: 1 h } }", "cell.program[1].cc.current", "contradicts rate: write one of the two")]
    [InlineData(18, "    - cc: { until: { time: 1 h } }", "cell.program[1].cc.rate", "is missing: write rate or current")]
    [InlineData(18, "    - cc: { rate: 5C, until: { time: 1 h } }", "cell.program[1].cc", "current 4.7 mA is outside limits.cell.current, -2 mA to 2 mA")]
    [InlineData(18, "    - cc: { rate: C, until: { voltage: 4.4 V } }", "cell.program[1].cc.until.voltage", "voltage 4.4 V is outside limits.cell.voltage, 2.8 V to 4.3 V")]
    [InlineData(18, "    - cv: { voltage: 4.4 V, until: { time: 1 h } }", "cell.program[1].cv", "voltage 4.4 V is outside limits.cell.voltage, 2.8 V to 4.3 V")]
    [InlineData(18, "    - cv: { voltage: 4 V, until: { current: -C/20 } }", "cell.program[1].cv.until.current", "is a magnitude: write it above zero")]
    [InlineData(18, "    - cv: { until: { time: 1 h } }", "cell.program[1].cv.voltage", "is missing")]
    [InlineData(18, "    - cccv: { rate: 5C, voltage: 4.2 V, until: { current: C/20 } }", "cell.program[1].cccv", "current 4.7 mA is outside limits.cell.current")]
    [InlineData(18, "    - cc: { current: 1.5 mA, ac: { amplitude: 0.6 mA, frequency: 1 kHz }, until: { time: 1 h } }", "cell.program[1].cc.ac.amplitude", "600 uA (peak) about 1.5 mA is outside limits.cell.current, -2 mA to 2 mA")]
    [InlineData(18, "    - cc: { rate: C/10, ac: { amplitude: 0 A, frequency: 1 kHz }, until: { time: 1 h } }", "cell.program[1].cc.ac.amplitude", "is out of range: allowed current")]
    [InlineData(18, "    - cc: { rate: C/10, ac: { amplitude: 10 uA }, until: { time: 1 h } }", "cell.program[1].cc.ac.frequency", "is missing")]
    [InlineData(18, "    - cc: { rate: C/10, ac: { amplitude: 10 uA, frequency: 0 Hz }, until: { time: 1 h } }", "cell.program[1].cc.ac.frequency", "is out of range: allowed frequency")]
    [InlineData(18, "    - cv: { voltage: 4 V, ac: { amplitude: 10 uA, frequency: 1 Hz }, until: { time: 1 h } }", "cell.program[1].cv.ac", "is not a known key")]
    [InlineData(19, "    - repeat: { times: 0, steps: [ { rest: { time: 1 s } } ] }", "cell.program[2].repeat.times", "'0' is not allowed: whole number, 1 to 100000")]
    [InlineData(19, "    - repeat: { times: 2, steps: [] }", "cell.program[2].repeat.steps", "has 0 items")]
    [InlineData(19, "    - repeat: { times: 2, steps: [ { repeat: { times: 2, steps: [] } } ] }", "cell.program[2].repeat.steps[0].repeat", "is not a known key")]
    [InlineData(10, "  photon-rate: [20 kcps, 20 Mcps]", "cell", "needs limits.cell with voltage and current", 11)]
    [InlineData(3, "sample: { id: a, configuration: particles }", "cell", "drives a battery sample, but sample.configuration is 'particles'", 11)]
    public void What_is_wrong_is_named_with_its_line_and_field(int line, string text, string field, string message, int problemLine = 0, int problems = 1)
    {
        var found = PlanText.Problems(With(line, text));
        if (line != 13 || text.Length > 0) // every rate asks for the capacity
            Assert.Equal(problems, found.Count);
        var problem = found.First(p => p.Field == field);
        Assert.Equal(problemLine == 0 ? line : problemLine, problem.Line);
        Assert.Contains(message, problem.Message);
    }

    [Fact]
    public void A_sine_on_a_constant_current_is_read_and_may_stand_about_zero()
    {
        var step = Read(With(18, "    - cc: { current: 0 A, ac: { amplitude: 0.5 mA, frequency: 130 Hz }, until: { time: 1 h } }")).Steps.ElementAt(1);
        Assert.Equal((new Current(0.5e-3), new Frequency(130)), (step.Modulation!.Amplitude, step.Modulation.Frequency));
        Assert.Equal("2 cc 0 A and 500 uA at 130 Hz until 1 h", step.ToString());
        Assert.All(Read(Good).Steps, s => Assert.Null(s.Modulation));
    }

    [Fact]
    public void Every_problem_is_listed_at_once()
    {
        var text = With(18, "    - cc: { rate: 5C, until: { voltage: 4.4 V } }").Replace("x-initial: 0.995", "x-range: [1.0, 0.6]").Replace("-1C", "-3C").Replace("voltage: 4.1 V", "voltage: 2 V");
        Assert.Equal(
            ["cell.program[1].cc", "cell.program[1].cc.until.voltage", "cell.program[2].repeat.steps[0].cccv", "cell.program[3].cv"],
            PlanText.Problems(text).Select(p => p.Field));
    }

    [Fact]
    public void Any_rate_is_its_share_of_the_capacity_per_hour() => Prop.ForAll(
        Gen.Choose(1, 2000).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (int thousandths, int divisor) =>
        {
            var rate = string.Create(CultureInfo.InvariantCulture, $"-{thousandths / 1000.0}C/{divisor}");
            var step = Read(With(18, $"    - cc: {{ rate: {rate}, until: {{ time: 1 h }} }}")).Steps.ElementAt(1);
            var expected = -thousandths / 1000.0 / divisor * 0.94e-3;
            return Math.Abs(((CellDrive.ConstantCurrent)step.Drive).Current.Amperes / expected - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();
}
