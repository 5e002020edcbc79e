using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Tests;

/// <summary>A run file that a test writes step by step.</summary>
internal sealed class RunOnDisk : IAsyncDisposable
{
    private readonly PixelPage _page;

    private RunOnDisk(string path, RunStarted run, RunFileWriterOptions options, TimeProvider clock, Action? beforeWrite)
    {
        Path = path;
        Run = run;
        Schedule = new ScanSchedule(run.Plan.Scan);
        Writer = new RunFileWriter(path, options, clock, beforeWrite);
        _page = new PixelPage(Schedule.LongestLine, run.FrequenciesHz.Length);
    }

    public string Path { get; }

    public RunStarted Run { get; }

    public ScanSchedule Schedule { get; }

    public RunFileWriter Writer { get; }

    public static async Task<RunOnDisk> OpenAsync(string path, RunStarted run, TimeProvider? clock = null, bool overwrite = false, Action? beforeWrite = null, RunFileMode mode = RunFileMode.New)
    {
        var options = new RunFileWriterOptions { Overwrite = overwrite, PowerCutSafe = false, Mode = mode };
        var file = new RunOnDisk(path, run, options, clock ?? new ManualClock(), beforeWrite);
        await file.Writer.OpenAsync(run, CancellationToken.None);
        return file;
    }

    public static async Task WriteWholeAsync(string path, RunStarted run)
    {
        await using RunOnDisk file = await OpenAsync(path, run);
        await file.AppendLinesAsync(0, file.Schedule.LineCount);
        await file.CompleteAsync();
    }

    public async Task AppendLinesAsync(long first, long count)
    {
        for (long line = first; line < first + count; line++)
        {
            PatternPages.Fill(_page, Schedule, Schedule.GetLine(line), Run);
            await Writer.AppendAsync(_page, CancellationToken.None);
        }
    }

    public ValueTask AppendPartAsync(long line, int first, int count)
    {
        PatternPages.Fill(_page, Schedule, Schedule.GetLine(line), Run, first, count);
        return Writer.AppendAsync(_page, CancellationToken.None);
    }

    /// <summary>Writes every visit from one on, line by line, as a run does that goes on in the middle of a line.</summary>
    public async Task AppendFromAsync(long visit)
    {
        for (long line = 0; line < Schedule.LineCount; line++)
        {
            ScanLine whole = Schedule.GetLine(line);
            int first = (int)Math.Max(0, visit - whole.FirstVisit);
            if (first < whole.Length)
                await AppendPartAsync(line, first, whole.Length - first);
        }
    }

    public ValueTask RecordAsync(RunDocument document) => Writer.RecordAsync(document, CancellationToken.None);

    public ValueTask CompleteAsync(RunState state = RunState.Completed) =>
        Writer.CompleteAsync(new RunFinished(65.25, state, "because", 40, 0.002), CancellationToken.None);

    public ValueTask DisposeAsync() => Writer.DisposeAsync();
}
