using Microsoft.Extensions.Logging.Abstractions;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Cell;
using NvScanner.Acquisition.Evaluation;
using NvScanner.Acquisition.Pipeline;
using NvScanner.Acquisition.Safety;
using NvScanner.Acquisition.Sequencing;
using NvScanner.Acquisition.Tests.Fakes;

namespace NvScanner.Acquisition.Tests.Pipeline;

public sealed class PipelineTests
{
    private static readonly ScanPlan Plan = Some.Plan(columns: 4, rows: 1);

    private readonly RunEnding _ending = new(NullLogger.Instance);
    private readonly RecordingSink _sink = new();
    private readonly double[] _frequenciesHz = Plan.Protocol.FrequenciesHz();

    [Theory]
    [InlineData(true, PixelReason.Ok)]
    [InlineData(false, PixelReason.Unvouched)]
    public async Task What_the_runs_end_takes_from_the_acquisition_is_flagged_unless_somebody_vouches_for_it(bool vouched, PixelReason reason)
    {
        var pipeline = Pipeline(_ => { });
        pipeline.Start();
        var feed = new PageFeed(pipeline, Plan.Scan.PixelsX);
        feed.Use(await feed.RentAsync());
        feed.Add(Pixel(0), Spectrum());
        Assert.Equal(vouched ? 0 : 1, await feed.CloseAsync(vouched));
        Assert.Throws<ObjectDisposedException>(() => feed.Add(Pixel(1), Spectrum()));
        await pipeline.DrainAsync();
        var pixel = Assert.Single(_sink.Pixels);
        Assert.Equal((reason, vouched, true), (pixel.Reason, double.IsFinite(pixel.Field), pixel.Counts == string.Join(' ', Spectrum())));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_failure_after_a_page_was_stored_ends_the_run_and_the_rest_is_still_stored_and_its_pages_returned()
    {
        var pipeline = Pipeline(_ => throw new InvalidOperationException("no figures"));
        pipeline.Start();
        var feed = new PageFeed(pipeline, Plan.Scan.PixelsX);
        for (var visit = 0; visit < 8; visit++) // more than there are pages
        {
            feed.Use(await feed.RentAsync());
            feed.Add(Pixel(visit), new uint[_frequenciesHz.Length]);
            await feed.HandOnAsync(endsLine: true);
        }

        await pipeline.DrainAsync();
        Assert.Equal(8, _sink.Pixels.Count);
        Assert.Equal("view-failed", _ending.First?.Code);
    }

    [Fact]
    public async Task A_sink_that_cannot_be_disposed_keeps_no_other_from_it_and_fails_the_run()
    {
        using var run = new TestRun();
        var broken = new RecordingSink { OnDispose = () => throw new IOException("gone") };
        var last = new RecordingSink();
        var outcome = await run.GoAsync(Plan, null, null, broken, last);
        Assert.Equal(RunState.Failed, outcome.State);
        Assert.Contains("gone", outcome.Reason, StringComparison.Ordinal);
        Assert.True(last.Disposed && run.Bench.IsSafe);
    }

    private PixelPipeline Pipeline(Action<PixelPage> stored)
    {
        var model = FieldModel.For(Plan, Some.Profile());
        var pages = Enumerable.Range(0, 3).Select(_ => new PixelPage(4, _frequenciesHz.Length)).ToArray();
        return new PixelPipeline(pages, new FitStage(new SpectrumEvaluator(model, _frequenciesHz, 4)), new SinkSet([_sink], _ending, NullLogger.Instance), _ending, stored);
    }

    private static MeasuredPixel Pixel(int visit) => new(new PixelVisit(visit, 0, visit % 4, 0, ScanDirection.Forward), default, default, 0, 0, 1, 1, CellStamp.Unknown, null);

    // two dips of 6 MHz at 1.5 mT, without noise
    private uint[] Spectrum() => [.. _frequenciesHz.Select(frequency => (uint)(1e5 * (1 - 0.15 * (Dip(frequency - 2.827963e9) + Dip(frequency - 2.912037e9)))))];

    private static double Dip(double distanceHz) => 1 / (1 + 4 * distanceHz * distanceHz / 36e12);
}
