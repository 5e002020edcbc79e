using NvScanner.EndToEnd.Tests.Processes;
using NvScanner.Storage.Reading;

namespace NvScanner.EndToEnd.Tests;

/// <summary>The presets of the twin show what they are made to show, by the fitted maps alone.</summary>
public sealed class TwinPresetTests : IDisposable
{
    private const double CalibratedSplittingHz = 2.87e9;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // the twin's NV leans by half a degree; from exact diagonalisation at 80 mT the mean of both lines rises by 2.05 MHz times the square of the angle
    [Theory]
    [InlineData(0.5, 0.513e6, 0.02)]
    [InlineData(1.0, 2.048e6, 0.02)]
    [InlineData(0.0, 0.0, 0.16)]
    public async Task Alignment_reads_the_angle_between_bias_and_nv_from_one_spectrum(double degrees, double riseHz, double degreesWithin)
    {
        using var run = await SimulateAsync("alignment", FormattableString.Invariant($"simulation.settings.axis-theta={54.7356 + degrees} deg"));

        var (splitting, error) = (run.ReadMap("zero_field_splitting")[0], run.ReadMap("zero_field_splitting_errors")[0]);
        Assert.InRange(error, 5e3, 15e3);
        Assert.InRange(splitting - CalibratedSplittingHz - riseHz, -4 * error - 0.01 * riseHz, 4 * error + 0.01 * riseHz);
        Assert.InRange(Math.Sqrt(Math.Max(0, splitting - CalibratedSplittingHz) / 2.05e6), degrees - degreesWithin, degrees + degreesWithin);
    }

    private async Task<RunFile> SimulateAsync(string preset, params string[] settings)
    {
        var file = _folder.File(preset + ".h5");
        (await RunningProgram.RunAsync(_folder.Path, ["simulate", "--preset", preset, "--out", file, .. settings.SelectMany(setting => new[] { "--set", setting })])).AssertExit(0);
        return RunFile.Open(file);
    }
}
