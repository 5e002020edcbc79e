using System.Globalization;
using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A run that is killed leaves a file that every reader opens, with every pixel that was acknowledged.</summary>
public sealed class KillTests : IDisposable
{
    private const int Side = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [H5pyFact]
    public Task Three_killed_runs_leave_whole_files() => KillAsync(runs: 3, seed: 1);

    [H5pyFact]
    [Trait("tier", "full")]
    public Task Twenty_killed_runs_leave_whole_files() => KillAsync(runs: 20, seed: 2);

    private async Task KillAsync(int runs, int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < runs; run++)
        {
            // most of them in mid-run, some while the file is being laid out
            var pixels = random.Next(8) == 0 ? 0 : random.Next(1, Side * Side * 3 / 4);
            await KillOneAsync(_folder.File($"killed-{run}.h5"), pixels, TimeSpan.FromMilliseconds(random.Next(0, 60)));
        }
    }

    private async Task KillOneAsync(string path, long afterPixels, TimeSpan andThen)
    {
        using var program = RunningProgram.Start(_folder.Path, "simulate", "--headless", "--out", path,
            "--set", $"scan.pixels=[{Side}, {Side}]", "--set", "protocol.stop.sigma-b=30 uT", "--set", "protocol.repeats=1");
        var acknowledged = afterPixels == 0 ? WaitForFile(program, path) : program.WaitForAcknowledged(afterPixels);
        await Task.Delay(andThen);
        program.Signal("KILL");
        await program.WaitAsync();
        acknowledged = program.LastAcknowledged(acknowledged);

        var plain = PlainReader.RunScript("check_killed_run.py", path);
        Assert.Equal("[]", plain.GetProperty("without_data").ToString());
        Assert.InRange(plain.GetProperty("acknowledged").GetInt64(), acknowledged, Side * Side);

        var inspected = await RunningProgram.RunAsync(_folder.Path, "inspect", path, "--format", "json");
        inspected.AssertExit(0);
        var said = JsonDocument.Parse(inspected.Output).RootElement;
        Assert.Equal(plain.GetProperty("acknowledged").GetInt64(), said.GetProperty("pixels").GetProperty("acknowledged").GetInt64());
        // a run that had ended before the signal came is no interrupted one
        Assert.Equal(said.GetProperty("state").GetString() is "preparing" or "running" or "finishing", said.GetProperty("interrupted").GetBoolean());
    }

    private static long WaitForFile(RunningProgram program, string path)
    {
        while (program.NextErrorLine() is { } line)
        {
            if (line == "state running")
                break;
        }
        Assert.True(File.Exists(path), string.Create(CultureInfo.InvariantCulture, $"{path} was not laid out before the first pixel"));
        return 0;
    }
}
