using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>A run that the user stops ends safely, with its file complete up to the last pixel.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_in_mid_run_stops_it_and_the_file_is_complete(string signal)
    {
        var path = _folder.File("stopped.h5");
        using var program = RunningProgram.Start(_folder.Path, "simulate", "--headless", "--out", path, "--set", "scan.pixels=[256, 256]");
        var acknowledged = program.WaitForAcknowledged(300);
        program.Signal(signal);
        var result = await program.WaitAsync();

        result.AssertExit(3);
        Assert.Equal("", result.Output);
        acknowledged = program.LastAcknowledged(acknowledged);
        var inspected = await RunningProgram.RunAsync(_folder.Path, "inspect", path, "--format", "json");
        inspected.AssertExit(0);
        var run = JsonDocument.Parse(inspected.Output).RootElement;
        Assert.Equal("stopped", run.GetProperty("state").GetString());
        Assert.NotEqual(JsonValueKind.Null, run.GetProperty("end_time").ValueKind);
        var pixels = run.GetProperty("pixels");
        Assert.InRange(pixels.GetProperty("acknowledged").GetInt64(), acknowledged, 256 * 256 - 1);
    }

    [Fact]
    public async Task A_signal_while_the_rig_is_prepared_is_a_stop_too()
    {
        var path = _folder.File("aborted.h5");
        using var program = RunningProgram.Start(
            _folder.Path, "simulate", "--headless", "--real-time", "--out", path, "--set", "instruments[6].options.ramp=0.01 mT"); // the bias takes minutes
        while (program.NextErrorLine() is { } line && line != "state preparing")
        {
        }

        program.Signal("INT");
        var result = await program.WaitAsync();

        result.AssertExit(3);
        Assert.Contains("state aborted", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_is_left_trips_the_run()
    {
        var path = _folder.File("tripped.h5");
        var result = await RunningProgram.RunAsync(_folder.Path, "simulate", "--out", path, "--set", "scan.pixels=[8, 8]", "--set", "limits.photon-rate=[1 Mcps, 20 Mcps]");

        result.AssertExit(4);
        Assert.Contains("limits.photon-rate", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Error, StringComparison.Ordinal);
        var inspected = await RunningProgram.RunAsync(_folder.Path, "inspect", path, "--format", "json");
        Assert.Equal("tripped", JsonDocument.Parse(inspected.Output).RootElement.GetProperty("state").GetString());
    }
}
