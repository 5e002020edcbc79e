using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Storage;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Writing;

// writes a run line by line and says after each how many pixels are acknowledged, and "quiet" before each quiet moment, until it is killed or has finished
if (args.Length is not (7 or 8))
{
    Console.Error.WriteLine("usage: PATH ROWS COLUMNS BINS raster|snake|interleaved x|y POWER-CUT-SAFE [EVENTS-PER-LINE]");
    return 2;
}

string path = args[0];
int rows = int.Parse(args[1], CultureInfo.InvariantCulture);
int columns = int.Parse(args[2], CultureInfo.InvariantCulture);
int bins = int.Parse(args[3], CultureInfo.InvariantCulture);
int eventsPerLine = args.Length > 7 ? int.Parse(args[7], CultureInfo.InvariantCulture) : 1;
var run = SomeRun.Started(
    rows, columns, bins, path: Enum.Parse<ScanPath>(args[4], ignoreCase: true), fastAxis: Enum.Parse<FastAxis>(args[5], ignoreCase: true),
    reference: new ReferencePlan(ReferenceMode.Retracted, 8), cell: SomeRun.Cell);
var options = new RunFileWriterOptions { PowerCutSafe = bool.Parse(args[6]) };
await using var writer = new RunFileWriter(path, options, TimeProvider.System);
try
{
    await writer.OpenAsync(run, CancellationToken.None);
    await writer.RecordAsync(new RunStateChanged(0, RunState.Running), CancellationToken.None);
    var schedule = new ScanSchedule(run.Plan.Scan);
    var page = new PixelPage(schedule.LongestLine, bins);
    for (long number = 0; number < schedule.LineCount; number++)
    {
        ScanLine line = schedule.GetLine(number);
        PatternPages.Fill(page, schedule, line, run);
        await writer.AppendAsync(page, CancellationToken.None);
        for (long i = number * eventsPerLine; i < (number + 1) * eventsPerLine; i++)
            await writer.RecordAsync(new RunEvent(number, EventLevel.Information, "line", $"event {i}"), CancellationToken.None);
        await writer.RecordAsync(PatternPages.CellRow(number), CancellationToken.None);
        if (writer.NeedsQuietMomentTo is not null)
        {
            Console.WriteLine("quiet");
            await writer.UseQuietMomentAsync(CancellationToken.None);
        }

        Console.WriteLine(writer.AcknowledgedPixels.ToString(CultureInfo.InvariantCulture));
    }

    await writer.CompleteAsync(new RunFinished(rows, RunState.Completed, "every pixel was visited", rows, 0.001), CancellationToken.None);
    Console.WriteLine("completed");
    return 0;
}
catch (RunFileException error)
{
    Console.Error.WriteLine(error.Message);
    return 5;
}
