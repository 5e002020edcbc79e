using NvScanner.Abstractions.Runs;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Reading;
using NvScanner.Storage.Tests.Programs;
using NvScanner.Testing;

namespace NvScanner.Storage.Tests.Writing;

public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void A_disk_without_room_is_an_error_before_the_start_and_leaves_nothing_behind()
    {
        var (exitCode, output) = KillTargetProcess.RunWithFileLimit(4000, _folder["full.h5"], rows: 256, columns: 256, bins: 101);

        Assert.Equal(5, exitCode);
        Assert.Contains("cannot be created: File too large", output, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Theory]
    [InlineData(1, 5, 4, false)]
    [InlineData(64, 64, 101, true)]
    [InlineData(300, 200, 33, true)]
    public async Task The_space_that_is_claimed_suffices_and_is_not_wildly_too_much(int rows, int columns, int bins, bool truth)
    {
        RunStarted run = SomeRun.Started(rows, columns, bins, truth: truth);
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);

        long length = new FileInfo(file.Path).Length;
        Assert.InRange(length, RunFileLayout.EstimateBytes(run) - (2 << 20), RunFileLayout.EstimateBytes(run));
    }

    [Fact]
    public async Task Whichever_write_fails_the_run_is_faulted_and_the_file_keeps_its_promises()
    {
        for (int nth = 1; ; nth++)
        {
            string path = _folder[$"{nth}.h5"];
            int writes = 0;
            bool armed = false;
            await using RunOnDisk file = await RunOnDisk.OpenAsync(path, SomeRun.Started(rows: 2, columns: 3, hours: 0), beforeWrite: () =>
            {
                if (armed && ++writes == nth)
                    throw new IOException("No space left on device");
            });
            armed = true;
            Exception? failure = await Record.ExceptionAsync(async () =>
            {
                await file.RecordAsync(new RunStateChanged(0, RunState.Running));
                await file.AppendLinesAsync(0, 2);
                await file.RecordAsync(new RunEvent(1, EventLevel.Information, "code", "text"));
                await file.CompleteAsync();
            });

            AssertKeepsPromises(path, file.Writer.AcknowledgedPixels);
            if (failure is null)
            {
                Assert.True(nth > 60, $"only {nth} writes were tried");
                return;
            }

            var error = Assert.IsType<RunFileException>(failure);
            Assert.Contains($"No space left on device. {file.Writer.AcknowledgedPixels} pixels are safe", error.Message, StringComparison.Ordinal);
            Assert.Same(error, await Record.ExceptionAsync(() => file.CompleteAsync().AsTask()));
            await file.DisposeAsync();
            File.Delete(path);
        }
    }

    private static void AssertKeepsPromises(string path, long acknowledged)
    {
        using RunFile file = RunFile.Open(path);
        PixelState[] states = file.ReadStates();
        double[] fields = file.ReadMap("B_parallel");
        for (int pixel = 0; pixel < states.Length; pixel++)
        {
            if (states[pixel] == PixelState.NotMeasured)
                continue;
            Assert.Equal(PatternPages.State(pixel), states[pixel]);
            Assert.Equal(PatternPages.Value(pixel, (int)PixelColumn.ParallelField), fields[pixel]);
            Assert.Equal(PatternPages.Counts(pixel, 2), file.ReadCounts(0, pixel / 3, pixel % 3)[2]);
        }

        Assert.True(states.Count(state => state != PixelState.NotMeasured) >= acknowledged);
        Assert.All(file.ReadEvents(), e => Assert.False(double.IsNaN(e.TimeSeconds)));
    }
}
