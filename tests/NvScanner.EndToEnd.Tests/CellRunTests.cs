using System.Diagnostics;
using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A scan of a working cell: its log, the cell at every pixel, the same again from the same seed, and what stands there after a kill.</summary>
public sealed class CellRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CellRunTests()
    {
        _folder.File("profile.yaml", CellFiles.Profile);
        _folder.File("plan.yaml", CellFiles.Plan);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Twelve_virtual_hours_with_a_reading_every_second_take_seconds_and_come_out_the_same_again()
    {
        var (first, second) = (_folder.File("first.h5"), _folder.File("second.h5"));
        var watch = Stopwatch.StartNew();
        (await RunAsync(first)).AssertExit(0);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        (await RunAsync(second)).AssertExit(0);

        using var one = RunFile.Open(first);
        using var two = RunFile.Open(second);
        var log = one.ReadCellLog();
        Assert.InRange(one.DurationSeconds, 12 * 3600, 13 * 3600);
        Assert.InRange(log.Count, 12 * 3600, 13 * 3600);
        Assert.Equal(log, two.ReadCellLog());
        foreach (var name in new[] { "voltage", "current", "state_of_charge", "cycle" })
            Assert.Equal(one.ReadCellAtPixel(name), two.ReadCellAtPixel(name));
        Assert.Equal(one.ReadMap("B_parallel"), two.ReadMap("B_parallel"));

        // 0.47 mAh at C/10, then three cycles of 0.313 mAh in and 0.3 mAh out
        Assert.Equal(0.47 + 3 * (0.94 / 3 - 0.3), log[^1].ChargeCoulombs / 3.6, 0.01);
        Assert.Equal(Enumerable.Range(0, 5), log.Select(r => r.Step).Distinct().Order());
        Assert.Equal(3, log[^1].Cycle);

        Task<ProgramResult> RunAsync(string file) =>
            RunningProgram.RunAsync(_folder.Path, "run", "plan.yaml", "--headless", "--out", file, "--set", "protocol.dwell=30 s");
    }

    [Fact]
    public async Task The_operator_sees_the_cell_in_the_closing_table_in_inspect_and_in_the_report()
    {
        var run = await RunningProgram.RunAsync(_folder.Path, "run", "plan.yaml", "--out", "run.h5", "--set", "protocol.dwell=100 ms");
        run.AssertExit(0);
        Assert.Contains("state of charge 0.010 to", run.Error, StringComparison.Ordinal);

        var inspected = await RunningProgram.RunAsync(_folder.Path, "inspect", "run.h5", "--format", "json");
        var cell = JsonDocument.Parse(inspected.Output).RootElement.GetProperty("cell");
        Assert.InRange(cell.GetProperty("readings").GetInt32(), 140, 200);
        Assert.Equal(0, cell.GetProperty("charge_c").GetDouble(), 1e-4);
        Assert.Equal(1, cell.GetProperty("step").GetInt32());

        (await RunningProgram.RunAsync(_folder.Path, "report", "run.h5", "--out", "pages")).AssertExit(0);
        Assert.Contains("The cell during the scan", File.ReadAllText(Directory.GetFiles(System.IO.Path.Combine(_folder.Path, "pages"), "*.html").Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dendrite_that_shorts_the_cell_ends_the_run_and_both_are_in_its_events()
    {
        const string Settings = "voxel: 312.5 nm, particle-diameter: 2.5 um, lithium-content: 0.9, dendrite: 0.98, dendrite-current-share: 1e-8";
        _folder.File("profile.yaml", CellFiles.Profile.Replace("sample: letter-f, seed: 1", $"sample: battery-cross-section, seed: 1, settings: {{ {Settings} }}", StringComparison.Ordinal));
        var plan = CellFiles.Plan.Replace("x-initial: 0.995", "x-initial: 0.9", StringComparison.Ordinal).Replace("- rest: { time: 10 min }", "- cc: { rate: 5C, until: { time: 5 min } }", StringComparison.Ordinal);
        _folder.File("plan.yaml", plan.Replace("[-2 mA, 2 mA]", "[-5 mA, 5 mA]", StringComparison.Ordinal));

        var result = await RunningProgram.RunAsync(_folder.Path, "run", "plan.yaml", "--headless", "--out", "shorted.h5", "--set", "protocol.dwell=100 ms");

        result.AssertExit(4);
        using var file = RunFile.Open(_folder.File("shorted.h5"));
        var events = file.ReadEvents().ToDictionary(happened => happened.Code);
        // 180 nm of a dendrite of 400 nm radius hold 0.67 nC, and 1e-8 of the 3.7 mA above 1 mA flow into it: 18 s
        Assert.Equal(18.1, events["cell-short"].TimeSeconds - events["dendrite"].TimeSeconds, 1.0);
        Assert.InRange(events["cell-voltage"].TimeSeconds - events["cell-short"].TimeSeconds, 0, 3);
        var log = file.ReadCellLog();
        Assert.InRange(log.Last(row => row.TimeSeconds < events["cell-short"].TimeSeconds).PotentialVolts, 3.9, 4.3);
        Assert.InRange(log[^1].PotentialVolts, 0, 0.5);
    }

    [H5pyFact]
    public async Task A_killed_run_keeps_its_log_up_to_the_last_commit()
    {
        using var program = RunningProgram.Start(_folder.Path, "run", "plan.yaml", "--headless", "--out", "killed.h5",
            "--set", "scan.pixels=[40, 300]", "--set", "protocol.dwell=100 ms");
        var acknowledged = program.WaitForAcknowledged(400);
        program.Signal("KILL");
        await program.WaitAsync();
        acknowledged = program.LastAcknowledged(acknowledged);

        var plain = PlainReader.RunScript("check_killed_cell.py", _folder.File("killed.h5"));
        Assert.InRange(plain.GetProperty("acknowledged").GetInt64(), acknowledged, 40 * 300);
        Assert.Equal("[]", plain.GetProperty("complaints").ToString());
        Assert.InRange(plain.GetProperty("rows").GetInt64(), 1, long.MaxValue);
    }

    // what the file says, what the message says
    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "capacity: 0.94 mAh", "area: 1 cm2", ["plan.yaml:17: cell.program[1].cc.rate: is a C-rate, which needs cell.capacity", "plan.yaml:18: cell.program[2].repeat.steps[0].cc.rate"] },
        { "rate: C/10", "rate: 5C", ["plan.yaml:17: cell.program[1].cc: current 4.7 mA is outside limits.cell.current, -2 mA to 2 mA"] },
        { "until: { time: 5 h }", "until: { voltage: 4.5 V }", ["plan.yaml:17: cell.program[1].cc.until.voltage: voltage 4.5 V is outside limits.cell.voltage, 2.8 V to 4.3 V"] },
        { "until: { time: 5 h }", "until: {}", ["plan.yaml:17: cell.program[1].cc.until: names no end"] },
        { "x-initial: 0.995", "x-initial: 0.3", ["plan.yaml:14: cell.x-initial: 0.3 is outside x-range, 1 to 0.5"] },
        { "cell: { voltage: [2.8 V, 4.3 V], current: [-2 mA, 2 mA] }", "photon-rate: [20 kcps, 20 Mcps]", ["plan.yaml:11: cell: needs limits.cell with voltage and current"] },
        { "configuration: full", "configuration: particles", ["plan.yaml:11: cell: drives a battery sample, but sample.configuration is 'particles'"] },
        { "current: [-2 mA, 2 mA]", "current: [-2 mA, 2 A]", ["plan.yaml:20: limits.cell.current: current 2 A is outside the range of potentiostat"] },
        { "profile: profile.yaml", "profile: bare.yaml", ["plan.yaml:11: cell: needs an instrument in the role 'potentiostat', and the profile has none"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_cell_plan_that_cannot_be_driven_is_refused_before_anything_is_touched(string good, string bad, string[] words)
    {
        _folder.File("plan.yaml", CellFiles.Plan.Replace(good, bad, StringComparison.Ordinal));
        _folder.File("bare.yaml", string.Join('\n', CellFiles.Profile.Split('\n').Where(line => !line.Contains("potentiostat }", StringComparison.Ordinal))));

        var result = await RunningProgram.RunAsync(_folder.Path, "run", "plan.yaml", "--out", "run.h5");

        result.AssertExit(2);
        Assert.All(words, word => Assert.Contains(word, result.Error, StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.File("run.h5")));
    }
}
