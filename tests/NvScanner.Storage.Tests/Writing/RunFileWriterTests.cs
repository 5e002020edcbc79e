using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Writing;

namespace NvScanner.Storage.Tests.Writing;

public sealed class RunFileWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_pixel_is_acknowledged_when_its_line_ends_and_not_before()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started());

        await file.AppendPartAsync(line: 0, first: 0, count: 3);
        Assert.Equal(0, file.Writer.AcknowledgedPixels);
        using (RunFile reader = RunFile.Open(file.Path))
        {
            Assert.Equal(0, reader.Tally().Acknowledged);
            Assert.Equal(PatternPages.Counts(2, 1), reader.ReadCounts(0, 0, 2)[1]);
        }

        await file.AppendPartAsync(line: 0, first: 3, count: 2);
        Assert.Equal(5, file.Writer.AcknowledgedPixels);
        using (RunFile reader = RunFile.Open(file.Path))
            Assert.Equal(new PixelTally(15, 4, 1), reader.Tally());
    }

    [Fact]
    public async Task A_pixel_whose_line_does_not_end_is_committed_after_a_second()
    {
        var clock = new ManualClock();
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), clock);
        await file.AppendPartAsync(line: 0, first: 0, count: 2);

        clock.Elapse(TimeSpan.FromSeconds(0.9));
        Assert.Equal(0, file.Writer.AcknowledgedPixels);
        await file.AppendPartAsync(line: 0, first: 2, count: 1);
        clock.Elapse(TimeSpan.FromSeconds(0.2));
        Assert.Equal(3, file.Writer.AcknowledgedPixels);
        clock.Elapse(TimeSpan.FromSeconds(5));
        Assert.Equal(3, file.Writer.AcknowledgedPixels);
    }

    [Fact]
    public async Task A_page_that_comes_when_the_interval_is_over_is_committed_at_once()
    {
        var clock = new ManualClock();
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), clock);
        clock.Elapse(TimeSpan.FromSeconds(1));

        await file.AppendPartAsync(line: 0, first: 0, count: 2);
        Assert.Equal(2, file.Writer.AcknowledgedPixels);
        await file.AppendPartAsync(line: 0, first: 2, count: 1);
        Assert.Equal(2, file.Writer.AcknowledgedPixels);
        clock.Elapse(TimeSpan.FromSeconds(1));
        Assert.Equal(3, file.Writer.AcknowledgedPixels);
    }

    [Fact]
    public async Task Pixels_that_were_skipped_keep_their_reason_and_are_not_acknowledged()
    {
        RunStarted run = SomeRun.Started();
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);
        var page = new PixelPage(5, run.FrequenciesHz.Length);
        PatternPages.Fill(page, file.Schedule, file.Schedule.GetLine(0), run);
        page.States[1] = PixelState.NotMeasured;
        page.Reasons[1] = PixelReason.Skipped;

        await file.Writer.AppendAsync(page, CancellationToken.None);

        Assert.Equal(4, file.Writer.AcknowledgedPixels);
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal([PixelReason.Ok, PixelReason.Skipped, PixelReason.Ok], reader.ReadReasons()[..3]);
        Assert.Equal(PixelReason.NotMeasured, reader.ReadReasons()[5]);
    }

    [Fact]
    public async Task An_existing_file_is_left_alone_unless_it_may_be_overwritten()
    {
        File.WriteAllText(_folder["a.h5"], "precious");

        var error = await Assert.ThrowsAsync<RunFileException>(() => RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started()));
        Assert.Equal($"{_folder["a.h5"]}: the file exists and is not overwritten; give another name or --overwrite", error.Message);
        Assert.Equal("precious", File.ReadAllText(_folder["a.h5"]));

        error = await Assert.ThrowsAsync<RunFileException>(() => RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), overwrite: true));
        Assert.Contains("cannot be read as a run file", error.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(_folder["a.h5"]));
        Assert.Equal(["a.h5"], _folder.Files);
    }

    [Fact]
    public async Task Writers_that_want_a_name_at_once_get_one_each_and_leave_what_stands_there()
    {
        await File.WriteAllTextAsync(_folder["run-1.h5"], "mine");
        var options = new RunFileWriterOptions { PowerCutSafe = false, PathAfter = path => _folder[$"run-{int.Parse(path[(path.LastIndexOf('-') + 1)..^3]) + 1}.h5"] };
        RunFileWriter[] writers = [.. Enumerable.Range(0, 6).Select(_ => new RunFileWriter(_folder["run-1.h5"], options, new ManualClock()))];

        await Parallel.ForEachAsync(writers, async (writer, stop) => await writer.OpenAsync(SomeRun.Started(), stop));

        Assert.Equal(Enumerable.Range(2, 6).Select(number => _folder[$"run-{number}.h5"]), writers.Select(writer => writer.Path).Order(StringComparer.Ordinal));
        foreach (RunFileWriter writer in writers)
        {
            await writer.CompleteAsync(new RunFinished(1, RunState.Completed, "because", 1, 0), CancellationToken.None);
            using RunFile reader = RunFile.Open(writer.Path);
            Assert.Equal(RunState.Completed, reader.State);
        }

        Assert.Equal("mine", await File.ReadAllTextAsync(_folder["run-1.h5"]));
    }

    [Fact]
    public async Task A_replaced_run_stands_aside_until_the_first_commit()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started());
        byte[] old = File.ReadAllBytes(_folder["a.h5"]);

        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), overwrite: true);
        await file.AppendPartAsync(line: 0, first: 0, count: 2);
        Assert.Equal(old, File.ReadAllBytes(_folder["a.h5.previous"]));
        await file.AppendPartAsync(line: 0, first: 2, count: 3);

        Assert.Equal(["a.h5"], _folder.Files);
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(5, reader.Tally().Acknowledged);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_without_pixels_leaves_the_run_that_it_was_to_replace(bool completes)
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started());
        byte[] old = File.ReadAllBytes(_folder["a.h5"]);

        await using (RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), overwrite: true))
        {
            if (completes)
                await file.CompleteAsync(RunState.Failed);
            await file.DisposeAsync();
            Assert.True(file.Writer.RestoredPrevious);
        }

        Assert.Equal(old, File.ReadAllBytes(_folder["a.h5"]));
        Assert.Equal(["a.h5"], _folder.Files);
    }

    [Fact]
    public async Task A_run_that_stands_aside_after_a_kill_is_not_lost_to_the_next_overwrite()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started());
        File.WriteAllText(_folder["a.h5.previous"], "the night before");

        var error = await Assert.ThrowsAsync<RunFileException>(() => RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), overwrite: true));

        Assert.Contains("a.h5.previous", error.Message, StringComparison.Ordinal);
        Assert.Equal("the night before", File.ReadAllText(_folder["a.h5.previous"]));
    }

    [Fact]
    public async Task A_file_that_a_run_is_writing_is_not_overwritten()
    {
        await using RunOnDisk first = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started());
        await first.AppendLinesAsync(0, 1);

        await Assert.ThrowsAsync<RunFileException>(() => RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(), overwrite: true));

        using RunFile reader = RunFile.Open(first.Path);
        Assert.Equal(5, reader.Tally().Acknowledged);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named_and_nothing_is_left_behind()
    {
        File.WriteAllText(_folder["file"], "");

        var error = await Assert.ThrowsAsync<RunFileException>(() => RunOnDisk.OpenAsync(Path.Combine(_folder["file"], "a.h5"), SomeRun.Started()));

        Assert.Contains("cannot be created", error.Message, StringComparison.Ordinal);
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public async Task Missing_folders_are_made()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder[Path.Combine("2026", "20261121", "a.h5")], SomeRun.Started());

        Assert.True(File.Exists(file.Path));
    }

    [Fact]
    public async Task The_whole_file_is_on_the_disk_before_the_first_pixel()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(rows: 40, columns: 40, bins: 50));
        long length = new FileInfo(file.Path).Length;
        await file.AppendLinesAsync(0, 40);

        Assert.Equal(length, new FileInfo(file.Path).Length);
    }

    [Fact]
    public async Task A_page_outside_the_run_is_refused()
    {
        RunStarted run = SomeRun.Started();
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);
        var page = new PixelPage(1, run.FrequenciesHz.Length) { Count = 1 };
        page.Pixels[0] = 15;

        await Assert.ThrowsAsync<ArgumentException>(() => file.Writer.AppendAsync(page, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => file.Writer.AppendAsync(new PixelPage(1, 7) { Count = 1 }, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_writer_that_is_not_open_says_so()
    {
        var writer = new RunFileWriter(_folder["a.h5"], new RunFileWriterOptions(), new ManualClock());

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.RecordAsync(new RunStateChanged(0, RunState.Running), CancellationToken.None).AsTask());
        await writer.DisposeAsync();
    }

    [Fact]
    public async Task Completion_writes_the_end_and_cuts_the_series_to_their_length()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(reference: new ReferencePlan(ReferenceMode.Retracted, 2)));
        await file.AppendLinesAsync(0, 3);
        await file.RecordAsync(new RunEvent(1.5, EventLevel.Warning, "photon-rate-low", "below 20 kcps for 3 µs"));
        await file.RecordAsync(new ReferenceVisit(2.5, 0, 1.5e-3, 1e-6, 2.87e9, 0.15, 3e5));
        await file.RecordAsync(new ReferenceVisit(3.5, 2, 1.6e-3, 2e-6, 2.88e9, 0.16, 4e5));
        await file.RecordAsync(new MonitorSample(4, "cell.voltage", 3.7));
        await file.CompleteAsync();

        Assert.Empty(file.Writer.Remarks);
        Assert.Equal(["a.h5"], _folder.Files);
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(RunState.Completed, reader.State);
        Assert.Equal(65.25, reader.DurationSeconds);
        Assert.Equal(file.Run.StartTime.AddSeconds(65.25), reader.EndTime);
        Assert.Equal(TimeSpan.FromHours(1), reader.EndTime!.Value.Offset);
        Assert.Equal(40, reader.PhotonSeconds);
        Assert.Equal(0.002, reader.OverheadSecondsPerPixel);
        Assert.Equal([new(1.5, EventLevel.Warning, "photon-rate-low", "below 20 kcps for 3 µs"), new(65.25, EventLevel.Information, "run-completed", "because")], reader.ReadEvents());
        Assert.Equal([new(2.5, 0, 1.5e-3, 1e-6, 2.87e9, 0.15, 3e5), new(3.5, 2, 1.6e-3, 2e-6, 2.88e9, 0.16, 4e5)], reader.ReadReferenceVisits());
        Assert.Equal([new(4, "cell.voltage", 3.7)], reader.ReadMonitors());
        using Hdf5File plain = Hdf5File.OpenRead(file.Path);
        Assert.Equal([2L], plain.Describe("/entry/reference/B").Dimensions);
        Assert.Equal([2L], plain.Describe("/entry/events/text").Dimensions);
    }

    [Fact]
    public async Task A_full_series_counts_what_it_loses_but_keeps_the_end_and_the_structure_of_the_file_stays()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(hours: 0));
        long length = new FileInfo(file.Path).Length;
        const int Rows = 4000;
        for (int i = 0; i < Rows; i++)
            await file.RecordAsync(new RunEvent(i, EventLevel.Information, "burst", $"event {i}"));
        await file.AppendLinesAsync(0, 3);

        int kept;
        using (RunFile live = RunFile.Open(file.Path))
        {
            kept = live.ReadEvents().Count;
            Assert.InRange(kept, 1000, Rows - 1);
            Assert.Equal(15, live.Tally().Acknowledged);
        }

        Assert.Equal(length, new FileInfo(file.Path).Length);
        Assert.Equal(["a.h5"], _folder.Files);
        await file.CompleteAsync();
        Assert.Contains("events is full", Assert.Single(file.Writer.Remarks), StringComparison.Ordinal);

        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(Enumerable.Range(0, kept).Select(i => $"event {i}").Append("because"), reader.ReadEvents().Select(e => e.Text));
        using Hdf5File plain = Hdf5File.OpenRead(file.Path);
        Assert.Equal([(uint)(Rows - kept)], plain.Read<uint>("/entry/events_lost"));
        Assert.Equal([(long)kept + 1], plain.Describe("/entry/events/time").Dimensions);
    }

    [Fact]
    public async Task A_file_whose_series_cannot_be_cut_stays_whole_and_says_so()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started());
        await file.AppendLinesAsync(0, 3);
        Directory.CreateDirectory(file.Path + ".part");
        await file.CompleteAsync();

        Assert.Single(file.Writer.Remarks);
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(RunState.Completed, reader.State);
        Assert.Equal(15, reader.Tally().Acknowledged);
        Assert.Equal(["run-completed", "series-not-trimmed"], reader.ReadEvents().Select(e => e.Code));
    }

    [Theory]
    [InlineData(ScanPath.Raster)]
    [InlineData(ScanPath.Snake)]
    [InlineData(ScanPath.Interleaved)]
    public async Task A_line_along_y_takes_no_more_writes_than_one_along_x(ScanPath path)
    {
        Assert.Equal(
            await WritesPerLineAsync(SomeRun.Started(rows: 12, columns: 16, path: path, fastAxis: FastAxis.X)),
            await WritesPerLineAsync(SomeRun.Started(rows: 16, columns: 12, path: path, fastAxis: FastAxis.Y)));

        async Task<int> WritesPerLineAsync(RunStarted run)
        {
            int writes = 0;
            await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder[$"{run.Plan.Scan.FastAxis}.h5"], run, beforeWrite: () => writes++);
            int before = writes;
            await file.AppendLinesAsync(0, 1);
            return writes - before;
        }
    }

    [Fact]
    public async Task Writing_pages_allocates_nothing_once_it_has_begun()
    {
        RunStarted run = SomeRun.Started(rows: 60, columns: 32, bins: 8, stop: new StopRule(new(1e-6), TimeSpan.FromSeconds(3)));
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);
        var pages = Enumerable.Range(0, 60).Select(line =>
        {
            var page = new PixelPage(32, 8);
            PatternPages.Fill(page, file.Schedule, file.Schedule.GetLine(line), run);
            return page;
        }).ToArray();

        var (first, rest) = (pages[..20], pages[20..]);
        foreach (PixelPage page in first)
            await file.Writer.AppendAsync(page, CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (PixelPage page in rest)
            await file.Writer.AppendAsync(page, CancellationToken.None);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
