using NvScanner.Abstractions.Runs;
using NvScanner.Cli.Spectra;

namespace NvScanner.Cli.Tests.Running;

/// <summary>What people are told of a run that an instrument ended.</summary>
public sealed class FailedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_run_whose_last_pixels_nobody_vouched_for_ends_with_its_table_and_can_be_inspected()
    {
        var file = _folder.File("run.h5");
        var run = await CommandRun.OfAsync(
            "simulate", "--out", file, "--set", "scan.pixels=[8, 8]", "--set", "faults=[{ kind: stage-reset, at: 40 s }]");
        Assert.Equal(ExitCodes.Hardware, run.ExitCode);
        Assert.Contains("unvouched", run.Error, StringComparison.Ordinal);

        var inspected = await CommandRun.OfAsync("inspect", file);
        Assert.Equal(ExitCodes.Completed, inspected.ExitCode);
    }

    [Fact]
    public void Every_reason_that_a_file_can_hold_has_its_words() =>
        Assert.All(Enum.GetValues<PixelReason>(), reason => Assert.NotEmpty(ReasonWords.Of(reason)));
}
