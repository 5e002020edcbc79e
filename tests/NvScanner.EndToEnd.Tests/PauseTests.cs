using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;
using NvScanner.Testing;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A run that is paused by a signal says so, has stored everything, and goes on to the same map; killed in its pause it leaves a whole file.</summary>
public sealed class PauseTests : IDisposable
{
    private static readonly string[] Plan = ["--set", "scan.pixels=[24, 24]", "--set", "protocol.stop.sigma-b=30 uT", "--set", "protocol.repeats=1"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task A_signal_pauses_the_run_another_lets_it_go_on_and_the_map_is_that_of_a_run_without_a_pause()
    {
        var (paused, whole) = (_folder.File("paused.h5"), _folder.File("whole.h5"));
        using var program = Start(paused);
        var acknowledged = Pause(program);
        var live = await InspectAsync(paused);
        Assert.Equal("paused", live.GetProperty("state").GetString());
        Assert.False(live.GetProperty("interrupted").GetBoolean());
        Assert.InRange(live.GetProperty("pixels").GetProperty("acknowledged").GetInt64(), acknowledged, 24 * 24 - 1);
        Assert.Equal(JsonValueKind.Null, Assert.Single(live.GetProperty("pauses").EnumerateArray()).GetProperty("end_s").ValueKind);
        var report = await RunningProgram.RunAsync(_folder.Path, "report", paused, "--out", _folder.File("report"));
        report.AssertExit(0);
        Assert.Contains("state-paused", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder.File("report"), "*.html"))), StringComparison.Ordinal);

        program.Signal("CONT");
        (await program.WaitAsync()).AssertExit(0);
        var ended = await InspectAsync(paused);
        Assert.Equal("completed", ended.GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, Assert.Single(ended.GetProperty("pauses").EnumerateArray()).GetProperty("end_s").ValueKind);
        using var uninterrupted = Start(whole);
        (await uninterrupted.WaitAsync()).AssertExit(0);
        AssertSameMaps(whole, paused);
    }

    [LinuxFact]
    public async Task A_run_that_is_stopped_in_its_pause_is_stopped()
    {
        var path = _folder.File("stopped.h5");
        using var program = Start(path);
        Pause(program);
        program.Signal("TERM");
        (await program.WaitAsync()).AssertExit(3);
        Assert.Equal("stopped", (await InspectAsync(path)).GetProperty("state").GetString());
    }

    [H5pyFact]
    public async Task A_run_that_is_killed_in_its_pause_leaves_a_whole_file_that_says_so()
    {
        var path = _folder.File("killed.h5");
        using var program = Start(path);
        var acknowledged = Pause(program);
        program.Signal("KILL");
        await program.WaitAsync();

        var plain = PlainReader.RunScript("check_killed_run.py", path);
        Assert.Equal("[]", plain.GetProperty("without_data").ToString());
        Assert.InRange(plain.GetProperty("acknowledged").GetInt64(), Math.Max(1, acknowledged), 24 * 24 - 1);
        var inspected = await InspectAsync(path);
        Assert.Equal("paused", inspected.GetProperty("state").GetString());
        Assert.True(inspected.GetProperty("interrupted").GetBoolean());
        Assert.Equal(plain.GetProperty("acknowledged").GetInt64(), inspected.GetProperty("pixels").GetProperty("acknowledged").GetInt64());
    }

    private RunningProgram Start(string path) => RunningProgram.Start(_folder.Path, ["simulate", "--headless", "--out", path, .. Plan]);

    private static long Pause(RunningProgram program)
    {
        var acknowledged = program.WaitForAcknowledged(24);
        program.Signal("TSTP");
        return program.WaitForState("paused", acknowledged);
    }

    private async Task<JsonElement> InspectAsync(string path)
    {
        var inspected = await RunningProgram.RunAsync(_folder.Path, "inspect", path, "--format", "json");
        inspected.AssertExit(0);
        return JsonDocument.Parse(inspected.Output).RootElement;
    }

    private static void AssertSameMaps(string expected, string actual)
    {
        using var whole = RunFile.Open(expected);
        using var paused = RunFile.Open(actual);
        Assert.Equal(whole.ReadCountsBlock(0, 0, 24), paused.ReadCountsBlock(0, 0, 24));
        Assert.Equal(whole.ReadVectors("/entry/raw/position_read"), paused.ReadVectors("/entry/raw/position_read"));
        Assert.Equal(whole.ReadTopography(), paused.ReadTopography());
        foreach (var map in whole.Maps)
            Assert.Equal(whole.ReadMap(map.Name), paused.ReadMap(map.Name));
    }
}
