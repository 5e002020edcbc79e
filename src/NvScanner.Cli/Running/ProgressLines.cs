using NvScanner.Acquisition;

namespace NvScanner.Cli.Running;

/// <summary>For logs and pipes: one line of progress at each tenth of the run and at each change of state.</summary>
internal sealed class ProgressLines(TextWriter writer) : IProgress<RunProgress>
{
    private (Abstractions.Runs.RunState State, long Tenth)? _last;

    /// <summary>Writes a line when there is something new to say.</summary>
    public void Report(RunProgress value)
    {
        var now = (value.State, value.PixelsTotal > 0 ? 10 * value.PixelsDone / value.PixelsTotal : 0);
        if (now == _last)
            return;
        _last = now;
        writer.WriteLine(RunProgressText.Of(value));
    }
}
