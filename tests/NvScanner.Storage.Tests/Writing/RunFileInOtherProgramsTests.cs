using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Tests.Programs;

namespace NvScanner.Storage.Tests.Writing;

public sealed class RunFileInOtherProgramsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<ScanPath, FastAxis, int> Paths => new()
    {
        { ScanPath.Raster, FastAxis.X, 1 },
        { ScanPath.Snake, FastAxis.X, 1 },
        { ScanPath.Raster, FastAxis.Y, 1 },
        { ScanPath.Snake, FastAxis.Y, 1 },
        { ScanPath.Snake, FastAxis.X, 2 },
        { ScanPath.Interleaved, FastAxis.X, 1 },
        { ScanPath.Interleaved, FastAxis.Y, 2 },
    };

    [PythonFact]
    public async Task Python_finds_every_value_at_its_frame_row_and_column_whatever_the_path()
    {
        foreach (object[] path in Paths)
        {
            string file = _folder[$"{path[0]}-{path[1]}-{path[2]}.h5"];
            RunStarted run = SomeRun.Started(
                rows: 6, columns: 9, path: (ScanPath)path[0], fastAxis: (FastAxis)path[1], frames: (int)path[2],
                reference: new ReferencePlan(ReferenceMode.Model));
            await RunOnDisk.WriteWholeAsync(file, run);

            string measured = ExternalProgram.RunScript("check_pattern.py", file, $"{54 * (int)path[2]}");
            Assert.Equal($"{54 * (int)path[2]}", measured);
            ExternalProgram.RunScript("check_conventions.py", file, "completed");
        }
    }

    [PythonFact]
    public Task Plain_h5py_and_silx_read_the_file_while_it_is_written_and_cannot_write_it() =>
        ReadWhileItIsWritten(SomeRun.Started(rows: 3, columns: 5, reference: new ReferencePlan(ReferenceMode.Retracted)));

    [PythonFact]
    public Task Plain_h5py_and_silx_read_a_run_along_y_while_it_is_written_too() =>
        ReadWhileItIsWritten(SomeRun.Started(rows: 5, columns: 3, fastAxis: FastAxis.Y, reference: new ReferencePlan(ReferenceMode.Retracted)));

    private async Task ReadWhileItIsWritten(RunStarted run)
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["live.h5"], run);
        ExternalProgram.RunScript("check_conventions.py", file.Path, "preparing");
        await file.RecordAsync(new RunStateChanged(0, RunState.Running));
        await file.AppendLinesAsync(0, 2);

        ExternalProgram.RunScript("check_conventions.py", file.Path, "running");
        Assert.Equal("10", ExternalProgram.RunScript("check_pattern.py", file.Path, "10"));
        var (exitCode, _) = ExternalProgram.Run(ExternalProgram.Python, "-c", "import h5py, sys; h5py.File(sys.argv[1], 'r+')", file.Path);
        Assert.NotEqual(0, exitCode);

        await file.AppendLinesAsync(2, 1);
        Assert.Equal("15", ExternalProgram.RunScript("check_pattern.py", file.Path, "15"));
    }

    [PythonFact]
    public async Task Runs_without_reference_truth_or_upper_line_are_valid_for_silx_too()
    {
        RunStarted run = SomeRun.Started(truth: false, lines: MeasuredLines.Lower, stop: new StopRule(new(1e-6), TimeSpan.FromSeconds(3)));
        await RunOnDisk.WriteWholeAsync(_folder["lower.h5"], run);

        ExternalProgram.RunScript("check_conventions.py", _folder["lower.h5"], "completed");
        ExternalProgram.RunScript("check_pattern.py", _folder["lower.h5"], "15");
    }

    [PythonFact]
    public async Task The_cells_log_and_the_cell_at_each_pixel_are_valid_while_they_grow_and_afterwards()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["cell.h5"], SomeRun.Started(frames: 2, cell: SomeRun.Cell));
        await file.AppendLinesAsync(0, 4);
        for (int row = 0; row < 40; row++)
            await file.RecordAsync(PatternPages.CellRow(row));
        ExternalProgram.RunScript("check_conventions.py", file.Path, "preparing");
        ExternalProgram.RunScript("check_pattern.py", file.Path, "20");

        await file.AppendLinesAsync(4, 2);
        await file.CompleteAsync();
        ExternalProgram.RunScript("check_conventions.py", file.Path, "completed");
        ExternalProgram.RunScript("check_pattern.py", file.Path, "30");
        Assert.Equal("ok", ExternalProgram.RunScript("check_cell.py", file.Path));
    }

    [H5DumpFact]
    public async Task H5dump_prints_the_header_without_a_complaint()
    {
        foreach (FastAxis fastAxis in Enum.GetValues<FastAxis>())
        {
            await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder[$"{fastAxis}.h5"], SomeRun.Started(fastAxis: fastAxis));
            await file.AppendLinesAsync(0, 1);
            AssertDumps(file);
            await file.CompleteAsync(RunState.Stopped);
            AssertDumps(file);
        }

        static void AssertDumps(RunOnDisk file)
        {
            var (exitCode, output) = ExternalProgram.Run("h5dump", "-H", file.Path);
            Assert.Equal(0, exitCode);
            Assert.DoesNotContain("h5dump error", output, StringComparison.Ordinal);
        }
    }
}
