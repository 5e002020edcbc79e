using System.Text.Json;
using NvScanner.EndToEnd.Tests.Processes;

namespace NvScanner.EndToEnd.Tests;

/// <summary>The main job with real processes: scan, look, report, export, refit.</summary>
public sealed class MainJobTests(SimulatedRun run) : IClassFixture<SimulatedRun>
{
    [Fact]
    public void A_simulated_scan_ends_with_a_table_of_its_figures_on_standard_error()
    {
        run.Result.AssertExit(0);
        Assert.Equal("", run.Result.Output);
        Assert.DoesNotContain("\x1b", run.Result.Error, StringComparison.Ordinal);
        foreach (var word in new[] { "completed", "64 of 64", "duty cycle", "overhead per pixel", "truth score", run.RunFile })
            Assert.Contains(word, run.Result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_that_measured_nothing_worth_having_does_not_look_like_a_success()
    {
        var dark = Path.Combine(run.Folder, "dark.h5");
        var result = await RunningProgram.RunAsync(run.Folder, "simulate", "--set", "scan.pixels=[4, 4]", "--set", "microwave.power=-60 dBm", "--out", dark);

        result.AssertExit(0);
        Assert.Contains("0 of 16, 16 flagged (mostly: no dip)", result.Error, StringComparison.Ordinal);
        Assert.Contains("warning: at ", result.Error, StringComparison.Ordinal);
        Assert.Contains("reference", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_says_what_is_in_the_file()
    {
        var inspected = await InspectAsync();

        Assert.Equal("completed", inspected.GetProperty("state").GetString());
        Assert.Equal(64, inspected.GetProperty("pixels").GetProperty("valid").GetInt32() + inspected.GetProperty("pixels").GetProperty("flagged").GetInt32());
        Assert.InRange(inspected.GetProperty("pixels").GetProperty("converged").GetInt32(), 63, 64);
        Assert.InRange(inspected.GetProperty("median_sigma_b_t").GetDouble(), 3e-6, 6.5e-6);
        Assert.InRange(inspected.GetProperty("duty_cycle").GetDouble(), 0.5, 1);
        Assert.Contains(inspected.GetProperty("maps").EnumerateArray(), m => m.GetProperty("name").GetString() == "B_parallel");
        Assert.NotEqual("", inspected.GetProperty("versions").GetProperty("NvScanner").GetString());
    }

    [Fact]
    public async Task The_error_bars_hold_against_the_known_truth() =>
        // 64 pixels: the median of |normal| is 0.674 with a standard error of 0.10
        Assert.InRange((await InspectAsync()).GetProperty("truth_score").GetDouble(), 0.674 - 0.3, 0.674 + 0.3);

    [Fact]
    public async Task The_same_seed_gives_the_same_counts()
    {
        var again = Path.Combine(run.Folder, "again.h5");
        (await RunningProgram.RunAsync(run.Folder, "simulate", "--set", "scan.pixels=[8, 8]", "--out", again)).AssertExit(0);

        using var first = Storage.Reading.RunFile.Open(run.RunFile);
        using var second = Storage.Reading.RunFile.Open(again);
        Assert.Equal(first.ReadCountsBlock(0, 0, 8), second.ReadCountsBlock(0, 0, 8));
        Assert.Equal(first.ReadMap("B_parallel"), second.ReadMap("B_parallel"));
    }

    [Fact]
    public async Task A_table_of_what_is_in_the_file_goes_to_standard_error()
    {
        var result = await RunningProgram.RunAsync(run.Folder, "inspect", run.RunFile);

        result.AssertExit(0);
        Assert.Equal("", result.Output);
        Assert.Contains("B_parallel", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_one_page_that_needs_nothing_else()
    {
        var folder = Path.Combine(run.Folder, "report");
        (await RunningProgram.RunAsync(run.Folder, "report", run.RunFile, "--out", folder)).AssertExit(0);

        var page = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder, "*.html")));
        Assert.DoesNotContain("src=\"http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.Contains("strip-03", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gsf")]
    [InlineData("csv")]
    [InlineData("png")]
    public async Task Maps_are_exported_and_never_overwritten_unasked(string format)
    {
        var folder = Path.Combine(run.Folder, "maps-" + format);
        string[] command = ["export", run.RunFile, "--to", format, "--map", "B_parallel", "--map", "contrast", "--out", folder];
        (await RunningProgram.RunAsync(run.Folder, command)).AssertExit(0);
        var files = Directory.GetFiles(folder);
        Assert.Equal(format switch { "csv" => 1, "gsf" => 2, _ => 4 }, files.Length);
        Assert.All(files, f => Assert.EndsWith("." + format, f, StringComparison.Ordinal));

        (await RunningProgram.RunAsync(run.Folder, command)).AssertExit(2);
        (await RunningProgram.RunAsync(run.Folder, [.. command, "--overwrite"])).AssertExit(0);
        (await RunningProgram.RunAsync(run.Folder, "export", run.RunFile, "--to", format, "--map", "B_perpendicular")).AssertExit(2);
    }

    [Fact]
    public async Task A_refit_of_the_run_file_agrees_with_the_run()
    {
        var result = await RunningProgram.RunAsync(run.Folder, "fit", run.RunFile, "--format", "json");

        result.AssertExit(0);
        var spectra = JsonDocument.Parse(result.Output).RootElement.GetProperty("spectra").EnumerateArray().ToArray();
        Assert.Equal(64, spectra.Length);
        using var file = Storage.Reading.RunFile.Open(run.RunFile);
        var fields = file.ReadMap("B_parallel");
        var errors = file.ReadMap("B_parallel_errors");
        foreach (var spectrum in spectra.Where(s => s.GetProperty("converged").GetBoolean()))
        {
            var pixel = spectrum.GetProperty("index").GetInt32();
            Assert.InRange(spectrum.GetProperty("b_parallel_t").GetDouble(), fields[pixel] - errors[pixel] / 2, fields[pixel] + errors[pixel] / 2);
        }
    }

    [Fact]
    public async Task The_same_bytes_come_out_under_another_locale()
    {
        using var german = RunningProgram.Start(run.Folder, new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8", ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "0" },
            "fit", run.RunFile, "--format", "json");
        var here = await RunningProgram.RunAsync(run.Folder, "fit", run.RunFile, "--format", "json");

        Assert.Equal(here.Output, (await german.WaitAsync()).Output);
    }

    private async Task<JsonElement> InspectAsync()
    {
        run.Result.AssertExit(0);
        var result = await RunningProgram.RunAsync(run.Folder, "inspect", run.RunFile, "--format", "json");
        result.AssertExit(0);
        return JsonDocument.Parse(result.Output).RootElement;
    }
}
