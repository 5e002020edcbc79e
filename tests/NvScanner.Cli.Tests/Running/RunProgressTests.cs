using NvScanner.Abstractions.Runs;
using NvScanner.Acquisition;
using NvScanner.Cli.Running;

namespace NvScanner.Cli.Tests.Running;

public sealed class RunProgressTests
{
    private static readonly RunProgress Middle = new(
        RunState.Running, 1024, 4096, 1000, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), 301e3, 1.5123e-3, 5.9e-6, 0);

    [Fact]
    public void A_line_says_pixels_remaining_time_rate_and_field() =>
        Assert.Equal("running  1024/4096 pixels (25 %)  remaining 00:30:00  301 kcps  B = 1512.3 ± 5.9 uT", RunProgressText.Of(Middle));

    [Fact]
    public void Before_the_first_pixel_only_the_state_is_known() =>
        Assert.Equal("preparing  0/4096 pixels (0 %)", RunProgressText.Of(new(RunState.Preparing, 0, 4096, 0, default, null, double.NaN, double.NaN, double.NaN, 0)));

    [Fact]
    public void Dropped_view_frames_are_counted_out_loud() =>
        Assert.EndsWith("3 view frames dropped", RunProgressText.Of(Middle with { DroppedViewFrames = 3 }), StringComparison.Ordinal);

    [Fact]
    public void Programs_read_each_new_count_of_acknowledged_pixels_once()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var lines = new AcknowledgementLines(writer);
        foreach (var acknowledged in new long[] { 0, 0, 8, 8, 16 })
            lines.Report(Middle with { Acknowledged = acknowledged });
        lines.Report(Middle with { State = RunState.Completed, Acknowledged = 16 });

        Assert.Equal("state running\nacknowledged 8\nacknowledged 16\nstate completed\n", writer.ToString());
    }

    [Fact]
    public void A_log_has_a_line_for_each_tenth_of_the_run()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var lines = new ProgressLines(writer);
        for (var done = 0; done <= 4096; done++)
            lines.Report(Middle with { PixelsDone = done });

        Assert.Equal(11, writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
