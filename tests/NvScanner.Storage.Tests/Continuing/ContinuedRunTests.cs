using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Writing;
using NvScanner.Testing;

namespace NvScanner.Storage.Tests.Continuing;

/// <summary>An unfinished run file goes on: what was acknowledged is kept or compared, and until the new file has it all the old one stays as it is.</summary>
public sealed class ContinuedRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<RunFileMode, ScanPath, FastAxis, int, bool> Interruptions()
    {
        var data = new TheoryData<RunFileMode, ScanPath, FastAxis, int, bool>();
        foreach (RunFileMode mode in new[] { RunFileMode.GoOn, RunFileMode.LiveAgain })
        {
            foreach (bool ended in new[] { false, true })
            {
                data.Add(mode, ScanPath.Snake, FastAxis.X, 8, ended);
                data.Add(mode, ScanPath.Interleaved, FastAxis.X, 11, ended);
                data.Add(mode, ScanPath.Snake, FastAxis.Y, 8, ended);
                data.Add(mode, ScanPath.Raster, FastAxis.Y, 0, ended);
                data.Add(mode, ScanPath.Raster, FastAxis.X, 30, ended);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Interruptions))]
    public async Task A_run_that_was_interrupted_ends_with_the_bytes_of_one_that_was_not(RunFileMode mode, ScanPath path, FastAxis fastAxis, int visits, bool ended)
    {
        RunStarted run = Started(path, fastAxis);
        await RunOnDisk.WriteWholeAsync(_folder["whole.h5"], run);
        await InterruptAsync(run, visits, ended);

        await using RunOnDisk again = await OpenAsync(run, mode);
        Assert.Equal(visits, again.Writer.AcknowledgedPixels);
        await again.AppendFromAsync(mode == RunFileMode.GoOn ? visits : 0);
        await again.CompleteAsync();

        Assert.Equal(15 * 2, again.Writer.AcknowledgedPixels);
        Assert.Equal(["run.h5", "whole.h5"], _folder.Files);
        SameRunData.Assert(_folder["whole.h5"], _folder["run.h5"]);
        using RunFile file = RunFile.Open(again.Path);
        Assert.Equal(RunState.Completed, file.State);
        Assert.Empty(again.Writer.Remarks);
    }

    [Fact]
    public async Task The_file_stays_as_it_is_until_everything_in_it_has_come_again()
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: false);
        byte[] before = File.ReadAllBytes(_folder["run.h5"]);

        await using RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain);
        await again.AppendPartAsync(0, 0, 5);
        Assert.Equal(before, File.ReadAllBytes(_folder["run.h5"]));
        Assert.Equal(8, again.Writer.AcknowledgedPixels);
        await again.AppendPartAsync(1, 0, 5);

        Assert.Equal(10, again.Writer.AcknowledgedPixels);
        Assert.Equal(["run.h5"], _folder.Files);
        using RunFile file = RunFile.Open(_folder["run.h5"]);
        Assert.Equal(10, file.Tally().Acknowledged);
    }

    [Theory]
    [InlineData(RunState.Stopped)]
    [InlineData(RunState.Failed)]
    public async Task A_run_that_ends_before_it_has_come_back_leaves_its_file_byte_for_byte(RunState state)
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: true);
        byte[] before = File.ReadAllBytes(_folder["run.h5"]);

        await using RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain);
        await again.AppendPartAsync(0, 0, 5);
        await again.CompleteAsync(state);

        Assert.True(again.Writer.LeftAsItWas);
        Assert.Contains("is as it was, with 8 pixels", Assert.Single(again.Writer.Remarks), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["run.h5"]));
        Assert.Equal(["run.h5"], _folder.Files);
    }

    [Theory]
    [InlineData("/entry/raw/counts", 1)]
    [InlineData("/entry/truth/current_density", 1)]
    [InlineData("/entry/cell_at_pixel/voltage", 1)]
    [InlineData("/entry/raw/pixel_state", 2)]
    public async Task Another_world_is_refused_with_the_place_of_the_first_difference_and_changes_nothing(string dataset, int pixel)
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: true);
        Change(dataset, pixel);
        byte[] before = File.ReadAllBytes(_folder["run.h5"]);

        await using (RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain))
        {
            var error = await Assert.ThrowsAsync<RunFileException>(() => again.AppendFromAsync(0));
            Assert.Contains($"{dataset} of pixel (frame 0, y 0, x {pixel}) is not what the file holds", error.Message, StringComparison.Ordinal);
            Assert.Same(error, again.Writer.Refusal);
            Assert.Same(error, await Record.ExceptionAsync(() => again.CompleteAsync().AsTask()));
        }

        Assert.Equal(before, File.ReadAllBytes(_folder["run.h5"]));
        Assert.Equal(["run.h5"], _folder.Files);
    }

    [Fact]
    public async Task A_pixel_that_no_instrument_vouched_for_may_come_out_otherwise()
    {
        RunStarted run = Started();
        await RunOnDisk.WriteWholeAsync(_folder["whole.h5"], run);
        await InterruptAsync(run, visits: 8, ended: true);
        Change("/entry/raw/counts", 2);
        using (Hdf5File file = Hdf5File.OpenReadWrite(_folder["run.h5"]))
            Change<byte>(file, "/entry/map/reason", 2, _ => (byte)PixelReason.Unvouched);

        await using RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain);
        await again.AppendFromAsync(0);
        await again.CompleteAsync();
        SameRunData.Assert(_folder["whole.h5"], _folder["run.h5"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_tells_whether_its_series_have_their_true_lengths(bool ended)
    {
        await InterruptAsync(Started(), visits: 8, ended);
        using RunFile file = RunFile.Open(_folder["run.h5"]);
        Assert.Equal(ended, file.HasTrueLengths);
    }

    [Fact]
    public async Task A_run_that_goes_on_measures_again_what_no_instrument_vouched_for()
    {
        RunStarted run = Started();
        await RunOnDisk.WriteWholeAsync(_folder["whole.h5"], run);
        await InterruptAsync(run, visits: 8, ended: true);
        using (Hdf5File file = Hdf5File.OpenReadWrite(_folder["run.h5"]))
            Change<byte>(file, "/entry/map/reason", 4, _ => (byte)PixelReason.Unvouched);
        using (RunFile file = RunFile.Open(_folder["run.h5"]))
            Assert.Equal(4, file.MeasuredVisits(run.Plan.Scan));

        await using RunOnDisk again = await OpenAsync(run, RunFileMode.GoOn);
        Assert.Equal(4, again.Writer.AcknowledgedPixels);
        await again.AppendFromAsync(4);
        await again.CompleteAsync();
        SameRunData.Assert(_folder["whole.h5"], _folder["run.h5"]);
    }

    [Theory]
    [InlineData(RunFileMode.GoOn)]
    [InlineData(RunFileMode.LiveAgain)]
    public async Task A_file_that_is_being_written_is_left_alone_and_its_writer_is_named(RunFileMode mode)
    {
        RunStarted run = Started();
        await using RunOnDisk writing = await RunOnDisk.OpenAsync(_folder["run.h5"], run);
        await writing.AppendLinesAsync(0, 1);

        var error = await Assert.ThrowsAsync<RunFileException>(() => OpenAsync(run, mode));
        Assert.Contains(OperatingSystem.IsLinux() ? $"process {Environment.ProcessId} (" : "another program", error.Message, StringComparison.Ordinal);
        await writing.AppendLinesAsync(1, 1);
    }

    [Fact]
    public async Task Two_that_go_on_with_one_run_at_once_are_one_too_many()
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: true);
        await using RunOnDisk first = await OpenAsync(run, RunFileMode.LiveAgain);

        await Assert.ThrowsAsync<RunFileException>(() => OpenAsync(run, RunFileMode.LiveAgain));
        await first.AppendFromAsync(0);
        await first.CompleteAsync();
    }

    [Fact]
    public async Task What_a_killed_attempt_left_beside_the_file_is_replaced()
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: false);
        File.WriteAllText(_folder["run.h5.part"], "half a file");

        await using RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain);
        await again.AppendFromAsync(0);
        await again.CompleteAsync();
        Assert.Equal(["run.h5"], _folder.Files);
    }

    [Fact]
    public async Task A_run_that_goes_on_keeps_its_series_and_tells_when_it_stood_still()
    {
        RunStarted run = Started();
        await InterruptAsync(run, visits: 8, ended: true);
        await using (RunOnDisk again = await OpenAsync(run, RunFileMode.GoOn))
        {
            await again.RecordAsync(new MonitorSample(90, "laser.power", 2));
            await again.AppendFromAsync(8);
            await again.CompleteAsync();
        }

        using RunFile file = RunFile.Open(_folder["run.h5"]);
        Assert.Equal([new MonitorSample(7, "laser.power", 1), new MonitorSample(90, "laser.power", 2)], file.ReadMonitors());
        Assert.Equal(["before", "run-stopped", RunEventCodes.Interrupted, RunEventCodes.Continued, "run-completed"], file.ReadEvents().Select(e => e.Code));
        Assert.Contains("stopped (because)", file.ReadEvents()[2].Text, StringComparison.Ordinal);
        PauseInterval gap = Assert.Single(file.ReadPauses());
        Assert.Equal(65.25, gap.BeginSeconds);
        Assert.True(gap.EndSeconds > gap.BeginSeconds);
        // 40 s of photons each time; 2 ms of overhead per pixel both times
        Assert.Equal(80, file.PhotonSeconds);
        Assert.Equal(0.002, file.OverheadSecondsPerPixel, 1e-12);
    }

    [Fact]
    public async Task A_run_that_was_lived_through_again_keeps_the_events_that_only_its_first_life_had()
    {
        RunStarted run = Started();
        await using (RunOnDisk first = await RunOnDisk.OpenAsync(_folder["run.h5"], run))
        {
            await first.RecordAsync(new RunEvent(1, EventLevel.Information, "both", "lives"));
            await first.RecordAsync(new RunEvent(2, EventLevel.Warning, "store-stalled", "slow disk"));
            await first.AppendPartAsync(0, 0, 5);
            await first.RecordAsync(new RunEvent(5000, EventLevel.Information, "stopped", "later than the last pixel"));
            await first.CompleteAsync(RunState.Stopped);
        }

        await using (RunOnDisk again = await OpenAsync(run, RunFileMode.LiveAgain))
        {
            await again.RecordAsync(new RunEvent(1, EventLevel.Information, "both", "lives"));
            await again.AppendFromAsync(0);
            await again.CompleteAsync();
        }

        using RunFile file = RunFile.Open(_folder["run.h5"]);
        Assert.Equal(["both", "store-stalled", RunEventCodes.Relived, "run-completed"], file.ReadEvents().Select(e => e.Code));
        Assert.Contains("stopped (because); lived through again up to here, 5 pixels", file.ReadEvents()[2].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunFileMode.GoOn)]
    [InlineData(RunFileMode.LiveAgain)]
    public async Task Whichever_write_fails_no_acknowledged_pixel_is_lost(RunFileMode mode)
    {
        RunStarted run = SomeRun.Started(rows: 2, columns: 3, hours: 0);
        await InterruptAsync(run, visits: 2, ended: true);
        byte[] before = File.ReadAllBytes(_folder["run.h5"]);
        for (int nth = 1; ; nth++)
        {
            File.WriteAllBytes(_folder["run.h5"], before);
            int writes = 0;
            Exception? failure = await Record.ExceptionAsync(async () =>
            {
                await using RunOnDisk again = await RunOnDisk.OpenAsync(_folder["run.h5"], run, mode: mode, beforeWrite: () =>
                {
                    if (++writes == nth)
                        throw new IOException("No space left on device");
                });
                await again.AppendFromAsync(mode == RunFileMode.GoOn ? 2 : 0);
                await again.CompleteAsync();
            });

            using (RunFile file = RunFile.Open(_folder["run.h5"]))
                Assert.InRange(file.Tally().Acknowledged, failure is null ? 6 : 2, 6);
            Assert.Equal(["run.h5"], _folder.Files);
            if (failure is null)
            {
                Assert.InRange(nth, 61, int.MaxValue);
                return;
            }

            Assert.IsType<RunFileException>(failure);
        }
    }

    [Fact]
    public async Task A_file_of_another_shape_cannot_go_on()
    {
        await InterruptAsync(Started(), visits: 8, ended: true);
        byte[] before = File.ReadAllBytes(_folder["run.h5"]);
        var error = await Assert.ThrowsAsync<RunFileException>(() => OpenAsync(SomeRun.Started(rows: 6, columns: 6, cell: SomeRun.Cell), RunFileMode.GoOn));
        Assert.Contains("where the plan makes it", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder["run.h5"]));
    }

    private static RunStarted Started(ScanPath path = ScanPath.Snake, FastAxis fastAxis = FastAxis.X) =>
        SomeRun.Started(rows: 3, columns: 5, frames: 2, path: path, fastAxis: fastAxis, stop: new StopRule(new(6e-6), TimeSpan.FromSeconds(3)), cell: SomeRun.Cell);

    private Task<RunOnDisk> OpenAsync(RunStarted run, RunFileMode mode) => RunOnDisk.OpenAsync(_folder["run.h5"], run, mode: mode);

    /// <summary>Writes so many visits, commits them, and ends the run or, as a kill does, nothing more.</summary>
    private async Task InterruptAsync(RunStarted run, int visits, bool ended)
    {
        var clock = new ManualClock();
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["run.h5"], run, clock);
        await file.RecordAsync(new RunStateChanged(0, RunState.Running));
        await file.RecordAsync(new RunEvent(0.5, EventLevel.Information, "before", "the interruption"));
        await file.RecordAsync(new MonitorSample(7, "laser.power", 1));
        for (long line = 0; line < file.Schedule.LineCount; line++)
        {
            ScanLine whole = file.Schedule.GetLine(line);
            int count = (int)Math.Min(whole.Length, visits - whole.FirstVisit);
            if (count > 0)
                await file.AppendPartAsync(line, 0, count);
        }

        clock.Elapse(TimeSpan.FromSeconds(2));
        if (ended)
            await file.CompleteAsync(RunState.Stopped);
    }

    private void Change(string dataset, int pixel)
    {
        using Hdf5File file = Hdf5File.OpenReadWrite(_folder["run.h5"]);
        if (file.Describe(dataset).Class == Hdf5Class.Float)
            Change<double>(file, dataset, pixel, value => value + 1e-9);
        else
            Change<long>(file, dataset, pixel, value => value + 1);
    }

    private static void Change<T>(Hdf5File file, string dataset, int pixel, Func<T, T> change)
        where T : unmanaged
    {
        T[] values = file.Read<T>(dataset);
        int perPixel = values.Length / 30;
        values[pixel * perPixel + perPixel - 1] = change(values[pixel * perPixel + perPixel - 1]);
        file.Write<T>(dataset, values);
    }
}
