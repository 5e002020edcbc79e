using System.Diagnostics;
using System.Globalization;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Tests.Programs;

namespace NvScanner.Storage.Tests.Writing;

public sealed class SeriesExtensionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_series_that_is_nearly_full_asks_for_a_quiet_moment_and_goes_on_in_further_parts_until_completion_joins_them()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(rows: 60, hours: 0));
        int events = 0;
        for (int line = 0; line < 60; line++)
        {
            for (int i = 0; i < 100; i++)
                await file.RecordAsync(Numbered(events++));
            await file.AppendLinesAsync(line, 1);
            if (file.Writer.NeedsQuietMomentTo is { } need)
            {
                Assert.Equal("make room in events", need);
                await file.Writer.UseQuietMomentAsync(CancellationToken.None);
                Assert.Null(file.Writer.NeedsQuietMomentTo);
            }
        }

        using (Hdf5File live = Hdf5File.OpenRead(file.Path))
        {
            Assert.True(live.Exists("/entry/events_2/text") && live.Exists("/entry/events_3/text"));
            Assert.False(live.Exists("/entry/monitors_2"));
            Assert.Equal([0u], live.Read<uint>("/entry/events_3_lost"));
        }

        AssertWhole(file.Path, events);
        Assert.Equal(["a.h5"], _folder.Files);
        await file.RecordAsync(new MonitorSample(7, "cell.voltage", 3.7));
        await file.CompleteAsync();

        Assert.Empty(file.Writer.Remarks);
        AssertWhole(file.Path, events);
        using Hdf5File plain = Hdf5File.OpenRead(file.Path);
        Assert.DoesNotContain(plain.List("/entry"), name => name.Contains("_2", StringComparison.Ordinal) || name.Contains("_3", StringComparison.Ordinal));
        long rows = plain.Describe("/entry/events/time").Dimensions[0];
        Assert.Equal([(uint)rows], plain.Read<uint>("/entry/events_used"));
        Assert.Equal([0u], plain.Read<uint>("/entry/events_lost"));
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(rows, reader.ReadEvents().Count);
        Assert.Equal("run-completed", reader.ReadEvents()[^1].Code);
        Assert.Single(reader.ReadMonitors());
        Assert.Equal(300, reader.Tally().Acknowledged);
    }

    [Fact]
    public async Task Pixels_that_waited_are_committed_before_the_file_is_copied_and_their_places_stay()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(hours: 0));
        await FillAsync(file);
        await file.AppendPartAsync(line: 0, first: 0, count: 3);
        Assert.Equal(0, file.Writer.AcknowledgedPixels);
        await file.Writer.UseQuietMomentAsync(CancellationToken.None);
        Assert.Equal(3, file.Writer.AcknowledgedPixels);
        await file.AppendPartAsync(line: 0, first: 3, count: 2);
        await file.AppendLinesAsync(1, 2);

        Assert.Equal("15", ExternalProgram.RunScript("check_pattern.py", file.Path, "15").Trim());
    }

    [Fact]
    public async Task A_part_that_cannot_be_made_costs_rows_and_no_pixels_is_told_in_an_event_and_not_asked_for_again()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(hours: 0));
        await FillAsync(file);
        Directory.CreateDirectory(file.Path + ".part");
        await file.Writer.UseQuietMomentAsync(CancellationToken.None);
        for (int i = 0; i < 3000; i++)
            await file.RecordAsync(Numbered(i));
        await file.AppendLinesAsync(0, 3);

        Assert.Null(file.Writer.NeedsQuietMomentTo);
        Assert.Equal(15, file.Writer.AcknowledgedPixels);
        Assert.Contains(file.Writer.Remarks, remark => remark.StartsWith("events nearly full, and no further part can be made", StringComparison.Ordinal));
        Assert.Contains(file.Writer.Remarks, remark => remark.StartsWith("events is full", StringComparison.Ordinal));
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Contains(reader.ReadEvents(), e => e.Code == "series-not-continued");
        Assert.Equal(15, reader.Tally().Acknowledged);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(500)]
    public async Task A_run_with_the_reference_visits_of_its_plan_needs_no_quiet_moment(int lines)
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(
            _folder["a.h5"], SomeRun.Started(rows: lines, columns: 1, path: ScanPath.Raster, reference: new ReferencePlan(ReferenceMode.Retracted, 1)));
        for (int line = 0; line < lines; line++)
        {
            await file.RecordAsync(new ReferenceVisit(line, line, 1.5e-3, 1e-6, 2.87e9, 0.15, 3e5));
            await file.AppendLinesAsync(line, 1);
            Assert.Null(file.Writer.NeedsQuietMomentTo);
        }
    }

    [PythonFact]
    public void A_kill_while_the_copy_grows_or_is_renamed_leaves_a_whole_file() => KillInQuietMoments([0.02, 0.6, 1, 2]);

    [PythonFact]
    [Trait("tier", "full")]
    public void Twenty_kills_in_quiet_moments_leave_whole_files() => KillInQuietMoments([.. Enumerable.Range(0, 20).Select(i => 0.1 * (i + 1))]);

    /// <summary>Kills a writer in the moment when its copy has so much of the file's length; 1 is while libhdf5 works on it, more is when it has taken the file's place.</summary>
    private void KillInQuietMoments(double[] moments)
    {
        int strikes = 0;
        foreach (double moment in moments)
        {
            string path = _folder[string.Create(CultureInfo.InvariantCulture, $"killed-{moment:F2}.h5")];
            long acknowledged = 0, quiet = 0;
            using (Process writer = KillTargetProcess.Start(path, rows: 400, columns: 64, bins: 401, "snake", eventsPerLine: 200))
            {
                while (quiet < 3 && writer.StandardOutput.ReadLine() is { } line)
                    (acknowledged, quiet) = line == "quiet" ? (acknowledged, quiet + 1) : (long.Parse(line, CultureInfo.InvariantCulture), quiet);
                Assert.Equal(3, quiet);
                WaitForCopy(path, moment);
                writer.Kill();
                while (writer.StandardOutput.ReadLine() is { } line)
                    acknowledged = line is "quiet" or "completed" ? acknowledged : long.Parse(line, CultureInfo.InvariantCulture);
                writer.WaitForExit();
            }

            strikes += File.Exists(path + ".part") ? 1 : 0;
            ExternalProgram.RunScript("check_pattern.py", path, $"{acknowledged}");
            ExternalProgram.RunScript("check_conventions.py", path);
            AssertWhole(path, atLeast: (int)(acknowledged / 64) * 200);
            File.Delete(path);
        }

        Assert.True(strikes > 0, "no kill struck while a copy was there");
    }

    private static void WaitForCopy(string path, double moment)
    {
        var (copy, length) = (new FileInfo(path + ".part"), new FileInfo(path).Length);
        while (!copy.Exists && new FileInfo(path).Length == length)
            copy.Refresh();
        while (copy.Exists && (moment > 1 || copy.Length < moment * length))
            copy.Refresh();
    }

    private static RunEvent Numbered(int number) => new(number, EventLevel.Information, "line", $"event {number}");

    private static async Task FillAsync(RunOnDisk file)
    {
        for (int i = 0; file.Writer.NeedsQuietMomentTo is null; i++)
            await file.RecordAsync(Numbered(i));
    }

    /// <summary>Every event is there, in its order, none missing in between.</summary>
    private static void AssertWhole(string path, int atLeast)
    {
        using RunFile file = RunFile.Open(path);
        string[] texts = [.. file.ReadEvents().Where(e => e.Code == "line").Select(e => e.Text)];
        Assert.Equal(Enumerable.Range(0, texts.Length).Select(i => $"event {i}"), texts);
        Assert.True(texts.Length >= atLeast, $"{texts.Length} of {atLeast} events");
    }
}
