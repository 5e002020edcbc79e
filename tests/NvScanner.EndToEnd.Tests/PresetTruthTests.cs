using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;

namespace NvScanner.EndToEnd.Tests;

/// <summary>The shipped presets at their full size, as an operator runs them, against the twin's own field at every pixel.</summary>
public sealed class PresetTruthTests
{
    [Fact]
    public Task The_demo_has_calibrated_error_bars_and_no_wrong_field() => HoldsAsync("test-strip");

    [Theory]
    [Trait("tier", "full")]
    [InlineData("test-strip-single-line")]
    [InlineData("lco-particles")]
    public Task So_do_the_other_presets(string preset) => HoldsAsync(preset);

    private static async Task HoldsAsync(string preset)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "run.h5");
        (await RunningProgram.RunAsync(folder.Path, "simulate", "--preset", preset, "--out", file)).AssertExit(0);

        using var run = RunFile.Open(file);
        var (measured, errors, truth) = (run.ReadMap("B_parallel"), run.ReadMap("B_parallel_errors"), run.ReadTruth("B_parallel"));
        var pulls = measured.Select((b, i) => Math.Abs(b - truth[i]) / errors[i]).Where(double.IsFinite).Order().ToArray();

        Assert.True(pulls.Length >= 0.995 * measured.Length, $"{pulls.Length} of {measured.Length} pixels have a field");
        Assert.InRange(pulls[pulls.Length / 2], 0.6, 0.75);
        // a single pixel that was fitted to noise shows here: of some thousand honest ones the worst is about 4 sigma off
        Assert.InRange(pulls[^1], 2.5, 5.5);
    }
}
