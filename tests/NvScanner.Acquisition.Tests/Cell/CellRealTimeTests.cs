using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Tests.Fakes;
using static NvScanner.Acquisition.Tests.Fakes.Programme;

namespace NvScanner.Acquisition.Tests.Cell;

/// <summary>What only shows on a real clock and its threads.</summary>
public sealed class CellRealTimeTests
{
#pragma warning disable RS0030 // the real clock is what is tested
    private static readonly TimeProvider Real = TimeProvider.System;
#pragma warning restore RS0030

    [Fact]
    public async Task A_store_that_stands_still_stops_neither_the_programme_nor_the_watch_over_the_cell_and_no_row_is_lost()
    {
        var bench = new FakeBench(Real);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20), Real); // a cell that waits for the store would wait for ever
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var giveUp = stop.Token.Register(() => free.TrySetResult());
        var sink = new RecordingSink { OnAppend = _ => free.Task };
        var atBlock = -1;
        var cell = new FakeCell(bench)
        {
            Latency = TimeSpan.FromMilliseconds(1),
            // more readings than all queues together have room for
            Reading = (number, sample) =>
            {
                if (number >= 170)
                    free.TrySetResult();
                atBlock = number;
                return sample;
            },
        };
        var plan = Plan(CellOf(new CellRepeat(2000, [Current(1, 1e-3, After(0.05)), Current(2, -1e-3, After(0.05))])) with { Sampling = TimeSpan.FromMilliseconds(10) }, 4, 4);
        await using var rig = await FakeRig.FullAsync(bench, plan.Protocol.FrequenciesHz(), further: [cell]);
        var outcome = await new RunCoordinator(Real, NullLoggerFactory.Instance).RunAsync(
            new RunRequest(plan, rig, [sink], new RunSettings { Pages = 2, PagePixels = 1 }), null, stop.Token);

        Assert.True(outcome.State == RunState.Completed, $"{outcome.Reason} after {atBlock} readings");
        Assert.Equal(16, outcome.Pixels);
        var rows = sink.Documents.OfType<CellLogRow>().ToArray();
        Assert.Equal(cell.Readings, rows.Length);
        Assert.Equal(rows.OrderBy(r => r.TimeSeconds), rows);
        Assert.True(bench.IsSafe && cell.IsOpen);
    }
}
