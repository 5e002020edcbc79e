using NvScanner.Abstractions.Runs;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;
using NvScanner.Testing;

namespace NvScanner.EndToEnd.Tests;

/// <summary>
/// Real processes that are killed or stopped at seeded moments and gone on with: raw data, maps, truth, references and electrochemistry have the bytes of a run that nobody interrupted.
/// Excepted are start, end and identity of the run, the events, and the lengths that series were given.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A charged cell on a microscope on a bad day.</summary>
    private static readonly Order Cell = new("state-of-charge", 64,
        "scan.pixels=[8, 8]", "scan.frames=1", "simulation.settings.voxel=312.5 nm", "simulation.settings.particle-diameter=2.5 um", "simulation.settings.imperfections=harsh",
        "cell.program=[{ cc: { rate: 1C, until: { charge: 0.05 mAh } } }, { rest: { time: 2 h } }]");

    /// <summary>An open-loop scanner that lags and creeps, and faults that end no run.</summary>
    private static readonly Order Faulty = new("test-strip", 288,
        "scan.pixels=[12, 12]", "scan.frames=2", "scan.fast-axis=y", "simulation.settings.imperfections=typical", "instruments[0].options.loop=open", "instruments[0].options.hysteresis=0.1",
        "instruments[0].options.creep=0.02", "faults=[{ kind: laser-power-sag, every: 40 s, for: 5 s, severity: 0.9 }, { kind: stage-stiction, every: 60 s }, { kind: temperature-sensor-stuck, at: 20 s }]");

    /// <summary>A world at rest, and as many sweeps as its pixels need.</summary>
    private static readonly Order Still = new("test-strip", 256, "scan.pixels=[16, 16]", "protocol.stop.sigma-b=20 uT");

    [LinuxFact]
    public Task Three_runs_that_were_interrupted_end_like_three_that_were_not() => InterruptAsync(3, seed: 5);

    [LinuxFact]
    [Trait("tier", "full")]
    public Task Twenty_runs_that_were_interrupted_end_like_those_that_were_not() => InterruptAsync(20, seed: 6);

    [LinuxFact]
    public async Task A_run_may_be_killed_again_while_it_is_lived_through_and_after_it_went_on()
    {
        var whole = await WholeAsync(Faulty);
        var path = _folder.File("run.h5");
        await InterruptAsync(Faulty, path, 100, "KILL");
        var before = File.ReadAllBytes(path);
        using (var again = Start("resume", path, "--headless"))
        {
            while (!File.Exists(path + ".part"))
                await Task.Delay(1);
            again.Signal("KILL");
            await again.WaitAsync();
        }

        Assert.Equal(before, File.ReadAllBytes(path));
        var acknowledged = Acknowledged(path);
        using (var again = Start("resume", path, "--headless"))
        {
            again.WaitForAcknowledged(acknowledged + 24);
            again.Signal("KILL");
            await again.WaitAsync();
        }

        Assert.InRange(Acknowledged(path), acknowledged + 24, Faulty.Pixels);
        await ResumeAsync(path);
        SameRunData.Assert(whole, path);
        Assert.False(File.Exists(path + ".part"));
    }

    [LinuxFact]
    public async Task A_run_that_is_being_written_and_one_that_is_complete_are_left_alone()
    {
        var path = _folder.File("run.h5");
        using (var running = Start(["simulate", "--headless", "--out", path, "--set", "scan.pixels=[256, 256]"]))
        {
            running.WaitForAcknowledged(256);
            var refused = await RunningProgram.RunAsync(_folder.Path, "resume", path);
            refused.AssertExit(2);
            Assert.Contains("nvscanner.dll simulate", refused.Error, StringComparison.Ordinal);
            running.Signal("KILL");
            await running.WaitAsync();
        }

        var whole = await WholeAsync(Still);
        var before = File.ReadAllBytes(whole);
        var complete = await RunningProgram.RunAsync(_folder.Path, "resume", whole);
        complete.AssertExit(0);
        Assert.Contains("nothing is left to do", complete.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(whole));
    }

    [LinuxFact]
    public async Task A_stop_while_the_run_is_lived_through_again_leaves_its_file_byte_for_byte()
    {
        var path = _folder.File("run.h5");
        await InterruptAsync(Faulty, path, 200, "TERM");
        var before = File.ReadAllBytes(path);
        using var again = Start("resume", path, "--headless");
        while (!File.Exists(path + ".part"))
            await Task.Delay(1);
        again.Signal("INT");
        var result = await again.WaitAsync();

        result.AssertExit(3);
        Assert.Contains("is as it was", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.False(File.Exists(path + ".part"));
    }

    [Fact]
    public async Task A_run_that_tripped_goes_on_when_the_trip_is_acknowledged_and_its_cause_is_gone()
    {
        _folder.File("profile.yaml", CellFiles.Profile);
        _folder.File("faulty.yaml", CellFiles.Profile + "faults: [{ kind: counter-zero, at: 21 s }]\n");
        _folder.File("other.yaml", CellFiles.Profile.Replace("seed: 1", "seed: 2", StringComparison.Ordinal).Replace("standoff-at-contact: 55 nm", "standoff-at-contact: 60 nm", StringComparison.Ordinal));
        _folder.File("plan.yaml", CellFiles.PlanWithoutCell);
        (await RunAsync("run", "plan.yaml", "--out", "whole.h5")).AssertExit(0);
        var tripped = await RunAsync("run", "plan.yaml", "--profile", "faulty.yaml", "--out", "run.h5");
        tripped.AssertExit(4);
        Assert.InRange(Acknowledged(_folder.File("run.h5")), 1, 11);
        var before = File.ReadAllBytes(_folder.File("run.h5"));

        var silent = await RunAsync("resume", "run.h5");
        silent.AssertExit(2);
        Assert.Contains("limits.photon-rate", silent.Error, StringComparison.Ordinal);
        Assert.Contains("--acknowledge-trip", silent.Error, StringComparison.Ordinal);
        var otherRig = await RunAsync("resume", "run.h5", "--acknowledge-trip", "--profile", "other.yaml");
        otherRig.AssertExit(2);
        Assert.Contains("simulation.seed is 2 where the file has 1", otherRig.Error, StringComparison.Ordinal);
        Assert.Contains("tip.standoff-at-contact is 60 nm where the file has 55 nm", otherRig.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.File("run.h5")));

        // the same world does the same again
        var repeated = await RunAsync("resume", "run.h5", "--acknowledge-trip");
        repeated.AssertExit(4);
        Assert.Contains("a simulated world repeats itself", repeated.Error, StringComparison.Ordinal);
        (await RunAsync("resume", "run.h5", "--acknowledge-trip", "--profile", "profile.yaml")).AssertExit(0);
        SameRunData.Assert(_folder.File("whole.h5"), _folder.File("run.h5"));
        using var file = RunFile.Open(_folder.File("run.h5"));
        Assert.Contains(file.ReadEvents(), e => e.Text.Contains($"{Environment.UserName} has acknowledged", StringComparison.Ordinal));
    }

    [LinuxFact]
    public async Task In_real_time_a_run_goes_on_at_its_next_pixel_and_keeps_what_it_has()
    {
        _folder.File("profile.yaml", CellFiles.Profile);
        _folder.File("plan.yaml", CellFiles.PlanWithoutCell);
        var path = _folder.File("run.h5");
        using (var running = Start("run", "plan.yaml", "--headless", "--real-time", "--set", "instruments[1].options.approach=0.2 s", "--out", path))
        {
            running.WaitForAcknowledged(2);
            running.Signal("KILL");
            await running.WaitAsync();
        }

        var done = (int)Acknowledged(path);
        uint[][] counts;
        using (var file = RunFile.Open(path))
            counts = [.. Enumerable.Range(0, done).Select(pixel => file.ReadCounts(0, pixel / 4, pixel % 4))];
        await ResumeAsync(path);

        using var after = RunFile.Open(path);
        Assert.Equal((RunState.Completed, 12L), (after.State, after.Tally().Acknowledged));
        for (var pixel = 0; pixel < done; pixel++)
            Assert.Equal(counts[pixel], after.ReadCounts(0, pixel / 4, pixel % 4));
        var times = after.ReadRaw("time");
        Assert.Equal(times.Order(), times);
        var gap = Assert.Single(after.ReadPauses());
        Assert.InRange(gap.EndSeconds, gap.BeginSeconds, times[done]);
        Assert.InRange(gap.BeginSeconds, times[done - 1], gap.EndSeconds);
    }

    [LinuxFact]
    public async Task In_real_time_a_run_with_a_cell_programme_is_not_gone_on_with()
    {
        _folder.File("profile.yaml", CellFiles.Profile);
        _folder.File("plan.yaml", CellFiles.Plan);
        var path = _folder.File("run.h5");
        using (var running = Start("run", "plan.yaml", "--headless", "--real-time", "--set", "instruments[1].options.approach=0.2 s", "--out", path))
        {
            running.WaitForAcknowledged(2);
            running.Signal("TERM");
            (await running.WaitAsync()).AssertExit(3);
        }

        var before = File.ReadAllBytes(path);
        var refused = await RunAsync("resume", path);
        refused.AssertExit(2);
        Assert.Contains("x-initial where the cell is now", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private async Task InterruptAsync(int runs, int seed)
    {
        var random = new Random(seed);
        Order[] orders = [Cell, Faulty, Still];
        var wholes = new Dictionary<Order, string>();
        for (var run = 0; run < runs; run++)
        {
            var order = orders[run % orders.Length];
            if (!wholes.TryGetValue(order, out var whole))
                wholes[order] = whole = await WholeAsync(order);
            var path = _folder.File($"interrupted-{run}.h5");
            // every third is interrupted twice
            await InterruptAsync(order, path, random.Next(0, order.Pixels), random.Next(4) == 0 ? "TERM" : "KILL", random.Next(0, 60));
            if (run % 3 == 2 && Acknowledged(path) is var acknowledged && acknowledged < order.Pixels - 40)
            {
                using var again = Start("resume", path, "--headless");
                again.WaitForAcknowledged(acknowledged + random.Next(1, 40));
                again.Signal("KILL");
                await again.WaitAsync();
            }

            await ResumeAsync(path);
            SameRunData.Assert(whole, path);
        }
    }

    private async Task InterruptAsync(Order order, string path, long pixels, string signal, int andThenMilliseconds = 0)
    {
        using var program = Start(["simulate", "--preset", order.Preset, "--headless", "--out", path, .. order.Arguments]);
        program.WaitForState("running", 0);
        if (pixels > 0)
            program.WaitForAcknowledged(pixels);
        await Task.Delay(andThenMilliseconds);
        program.Signal(signal);
        await program.WaitAsync();
    }

    private async Task<string> WholeAsync(Order order)
    {
        var path = _folder.File($"whole-{order.GetHashCode()}.h5");
        (await RunAsync(["simulate", "--preset", order.Preset, "--headless", "--out", path, .. order.Arguments])).AssertExit(0);
        return path;
    }

    private async Task ResumeAsync(string path) => (await RunAsync("resume", path, "--headless")).AssertExit(0);

    private RunningProgram Start(params string[] arguments) => RunningProgram.Start(_folder.Path, arguments);

    private Task<ProgramResult> RunAsync(params string[] arguments) => RunningProgram.RunAsync(_folder.Path, arguments);

    private static long Acknowledged(string path)
    {
        using var file = RunFile.Open(path);
        return file.Tally().Acknowledged;
    }

    private sealed record Order(string Preset, int Pixels, params string[] Settings)
    {
        public string[] Arguments => [.. Settings.SelectMany(setting => new[] { "--set", setting })];
    }
}
