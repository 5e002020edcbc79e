using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Runs;
using NvScanner.Abstractions.Scanning;
using NvScanner.Hdf5;
using NvScanner.Storage.KillTarget;
using NvScanner.Storage.Layout;
using NvScanner.Storage.Reading;

namespace NvScanner.Storage.Tests.Reading;

public sealed class RunFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_run_was_made_from_comes_back()
    {
        RunStarted run = SomeRun.Started(rows: 3, columns: 5, bins: 4, frames: 2);
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);

        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(new RunShape(2, 3, 5, 4), reader.Shape);
        Assert.Equal(run.Plan.SourceText, reader.PlanText);
        Assert.Equal(run.Profile.SourceText, reader.ProfileText);
        Assert.Equal(ulong.MaxValue, reader.Seed);
        Assert.Equal("abc123", reader.Versions["commit"]);
        Assert.Equal("some-map", reader.Title);
        Assert.Equal(run.RunId.ToString(), reader.Identifier);
        Assert.Equal("strip-03", reader.SampleId);
        Assert.Equal("simulated", reader.RigName);
        Assert.Equal("lorentzian2", reader.FitModel);
        Assert.Equal(run.StartTime, reader.StartTime);
        Assert.Equal(run.StartTime.Offset, reader.StartTime.Offset);
        Assert.Null(reader.EndTime);
        Assert.True(double.IsNaN(reader.DurationSeconds));
        Assert.Equal(RunState.Preparing, reader.State);
        Assert.Equal(run.FrequenciesHz, reader.FrequenciesHz);
        Assert.Equal([1e-6, 2e-6], reader.ParallelFieldSystematicTesla);
        Assert.Equal(30, reader.RotationDegrees);
        Assert.Empty(reader.ReadEvents());
        Assert.Empty(reader.ReadReferenceVisits());
    }

    [Fact]
    public async Task The_axis_of_the_run_is_stored_with_its_sign_and_its_response_where_that_differs()
    {
        var opposite = new Vector3(-Math.Sqrt(2.0 / 3), -0.0, -Math.Sqrt(1.0 / 3));
        await RunOnDisk.WriteWholeAsync(_folder["along.h5"], SomeRun.Started() with { NvAxis = opposite, ResponseAxis = opposite });
        await RunOnDisk.WriteWholeAsync(_folder["tilted.h5"], SomeRun.Started() with { NvAxis = new(0, 0, 1), ResponseAxis = new(0, 0.6, 0.8) });

        using Hdf5File along = Hdf5File.OpenRead(_folder["along.h5"]), tilted = Hdf5File.OpenRead(_folder["tilted.h5"]);
        Assert.Equal(125.26439, along.Read<double>("/entry/instrument/nv_sensor/nv_axis_theta")[0], 1e-5);
        Assert.Equal(180, along.Read<double>("/entry/instrument/nv_sensor/nv_axis_phi")[0]);
        Assert.Null(along.ReadAttribute<double>("/entry/map/B_parallel", "effective_axis"));
        Assert.Equal([0, 0.6, 0.8], tilted.ReadAttribute<double>("/entry/map/B_parallel", "effective_axis")!);
        Assert.Equal("not stated", along.ReadTextAttribute("/entry/instrument/laser/power", "plane"));
    }

    [Fact]
    public async Task The_run_of_a_real_rig_has_neither_seed_nor_truth()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started(truth: false) with { Seed = null });

        using RunFile reader = RunFile.Open(_folder["a.h5"]);
        Assert.Null(reader.Seed);
        Assert.False(reader.HasTruth);
    }

    [Fact]
    public async Task The_axes_are_pixel_centres_from_the_lower_left_corner()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(rows: 2, columns: 3));

        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal([-0.95e-6, -0.85e-6, -0.75e-6], reader.XMetres.Select(x => Math.Round(x, 12)));
        Assert.Equal([2.1e-6, 2.3e-6], reader.YMetres.Select(y => Math.Round(y, 12)));
    }

    [Fact]
    public async Task The_field_of_view_is_the_plan_s_even_with_a_single_row()
    {
        RunStarted run = SomeRun.Started(rows: 1, columns: 3);
        run = run with { Plan = run.Plan with { Scan = run.Plan.Scan with { SizeX = 4e-6, SizeY = 5e-6 } } };
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], run);

        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(4e-6, reader.SizeXMetres);
        Assert.Equal(5e-6, reader.SizeYMetres);
    }

    [Theory]
    [InlineData(ScanPath.Snake, FastAxis.X, 1)]
    [InlineData(ScanPath.Snake, FastAxis.Y, 2)]
    [InlineData(ScanPath.Raster, FastAxis.Y, 1)]
    [InlineData(ScanPath.Interleaved, FastAxis.Y, 1)]
    [InlineData(ScanPath.Interleaved, FastAxis.X, 2)]
    public async Task Every_map_is_row_major_whatever_the_path(ScanPath path, FastAxis fastAxis, int frames)
    {
        RunStarted run = SomeRun.Started(rows: 6, columns: 9, frames: frames, path: path, fastAxis: fastAxis);
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], run);

        using RunFile reader = RunFile.Open(_folder["a.h5"]);
        int frame = frames - 1;
        for (int y = 0; y < 6; y++)
        {
            uint[] block = reader.ReadCountsBlock(frame, y, 1);
            for (int x = 0; x < 9; x++)
            {
                int pixel = y * 9 + x;
                long place = frame * 54 + pixel;
                Assert.Equal(PatternPages.Value(place, (int)PixelColumn.ParallelField), reader.ReadMap("B_parallel", frame)[pixel]);
                Assert.Equal(PatternPages.Value(place, (int)PixelColumn.Topography), reader.ReadTopography(frame)[pixel]);
                Assert.Equal(PatternPages.Value(place, (int)PixelColumn.Time), reader.ReadRaw("time", frame)[pixel]);
                Assert.Equal(PatternPages.Value(place, (int)PixelColumn.TrueParallelField), reader.ReadTruth("B_parallel", frame)[pixel]);
                Assert.Equal(PatternPages.Component(place, (int)PixelVectorColumn.TrueField, 1), reader.ReadVectors("/entry/truth/B", frame)[3 * pixel + 1]);
                Assert.Equal(PatternPages.State(place), reader.ReadStates(frame)[pixel]);
                Assert.Equal((uint)(place % 5 + 1), reader.ReadSweeps(frame)[pixel]);
                Assert.Equal(PatternPages.Counts(place, 3), reader.ReadCounts(frame, y, x)[3]);
                Assert.Equal(PatternPages.Counts(place, 3), block[4 * x + 3]);
            }
        }
    }

    [Fact]
    public async Task Maps_are_listed_with_their_units()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started(lines: MeasuredLines.Lower));

        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(
            ["B_parallel", "chi2_reduced", "contrast", "f_lower", "linewidth", "photon_rate", "zero_field_splitting"],
            reader.Maps.Select(map => map.Name));
        Assert.Equal(new MapInfo("B_parallel", "T", "field along the NV axis (T)", true), reader.Maps[0]);
        Assert.False(reader.Maps[1].HasErrors);
        Assert.Equal(["B_parallel", "D", "lithium_content", "temperature"], reader.TruthMaps.Select(map => map.Name));
        Assert.True(double.IsNaN(reader.ReadMap("B_parallel")[0]));
    }

    [Fact]
    public async Task Counting_time_is_that_of_all_sweeps_of_the_pixel()
    {
        await RunOnDisk.WriteWholeAsync(_folder["fixed.h5"], SomeRun.Started());
        await RunOnDisk.WriteWholeAsync(_folder["rule.h5"], SomeRun.Started(stop: new StopRule(new(1e-6), TimeSpan.FromSeconds(3))));

        using RunFile withFixedSweeps = RunFile.Open(_folder["fixed.h5"]);
        Assert.All(withFixedSweeps.ReadDwellSeconds(), seconds => Assert.Equal(4e-3, seconds));
        using RunFile withStopRule = RunFile.Open(_folder["rule.h5"]);
        Assert.Equal([1e-3, 2e-3, 3e-3, 4e-3, 5e-3, 1e-3], withStopRule.ReadDwellSeconds()[..6].Select(seconds => Math.Round(seconds, 9)));
    }

    [Fact]
    public async Task A_reader_that_is_open_sees_what_is_written_after_it_was_opened()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["a.h5"], SomeRun.Started());
        using RunFile reader = RunFile.Open(file.Path);
        Assert.Equal(0, reader.Tally().Acknowledged);
        Assert.True(double.IsNaN(reader.ReadMap("contrast")[7]));

        await file.RecordAsync(new RunStateChanged(0, RunState.Running));
        await file.AppendLinesAsync(0, 2);
        await file.RecordAsync(new RunEvent(3, EventLevel.Information, "line", "two"));

        Assert.Equal(10, reader.Tally().Acknowledged);
        Assert.Equal(PatternPages.Value(7, (int)PixelColumn.Contrast), reader.ReadMap("contrast")[7]);
        Assert.Equal(PatternPages.Counts(7, 1), reader.ReadCounts(0, 1, 2)[1]);
        Assert.Equal(RunState.Running, reader.State);
        Assert.Equal("two", Assert.Single(reader.ReadEvents()).Text);
        Assert.Equal([PixelReason.Ok, PixelReason.NotMeasured], new[] { reader.ReadReasons()[9], reader.ReadReasons()[10] });
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var error = Assert.Throws<RunFileException>(() => RunFile.Open(_folder["none.h5"]));

        Assert.Contains("none.h5: there is no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_HDF5_is_refused_in_one_sentence()
    {
        File.WriteAllText(_folder["a.h5"], "frequency_hz,counts\n");

        var error = Assert.Throws<RunFileException>(() => RunFile.Open(_folder["a.h5"]));
        Assert.Contains("not an HDF5 file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_HDF5_file_of_another_program_is_refused_in_one_sentence()
    {
        using (Hdf5File other = Hdf5File.Create(_folder["a.h5"]))
            other.CreateDataset("/entry/raw/counts", Hdf5Type.UInt32, [2]);

        var error = Assert.Throws<RunFileException>(() => RunFile.Open(_folder["a.h5"]));
        Assert.Contains("no run file of NvScanner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_file_of_a_later_layout_asks_for_a_newer_program()
    {
        using (Hdf5File later = Hdf5File.Create(_folder["a.h5"]))
        {
            later.SetAttribute("/", "creator", "NvScanner");
            later.CreateGroup("/entry");
            later.SetAttribute("/entry", "schema_version", "2.0");
        }

        var error = Assert.Throws<RunFileException>(() => RunFile.Open(_folder["a.h5"]));
        Assert.Contains("use a newer NvScanner", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_file_that_lost_a_dataset_names_it()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started());
        using (Hdf5File damaged = Hdf5File.OpenReadWrite(_folder["a.h5"]))
            damaged.Delete("/entry/raw/counts");

        var error = Assert.Throws<RunFileException>(() => RunFile.Open(_folder["a.h5"]));
        Assert.Contains("/entry/raw/counts is missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_cut_short_is_refused_and_never_crashes_the_program()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started());
        byte[] whole = File.ReadAllBytes(_folder["a.h5"]);
        for (int length = 0; length < whole.Length; length += whole.Length / 40)
        {
            File.WriteAllBytes(_folder["cut.h5"], whole[..length]);
            Assert.Throws<RunFileException>(() => RunFile.Open(_folder["cut.h5"]));
        }
    }

    [Fact]
    public async Task Frames_and_maps_that_are_not_there_are_named()
    {
        await RunOnDisk.WriteWholeAsync(_folder["a.h5"], SomeRun.Started(truth: false));
        using RunFile reader = RunFile.Open(_folder["a.h5"]);

        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadMap("B_parallel", 1));
        Assert.Contains("/entry/map/nothing", Assert.Throws<RunFileException>(() => reader.ReadMap("nothing")).Message, StringComparison.Ordinal);
        Assert.Contains("no dataset of pixels", Assert.Throws<RunFileException>(() => reader.ReadMap("x")).Message, StringComparison.Ordinal);
        Assert.False(reader.HasTruth);
        Assert.Empty(reader.TruthMaps);
    }

    [Fact]
    public async Task The_cell_is_read_back_as_it_was_recorded()
    {
        await using RunOnDisk file = await RunOnDisk.OpenAsync(_folder["cell.h5"], SomeRun.Started(frames: 2, cell: SomeRun.Cell));
        await file.AppendLinesAsync(0, 6);
        for (int row = 0; row < 12; row++)
            await file.RecordAsync(PatternPages.CellRow(row));
        AssertCell();
        await file.CompleteAsync();
        AssertCell();

        void AssertCell()
        {
            using RunFile run = RunFile.Open(file.Path);
            Assert.True(run.HasCell);
            Assert.Equal(Enumerable.Range(0, 12).Select(row => PatternPages.CellRow(row)), run.ReadCellLog());
            Assert.Equal(PatternPages.Value(15 + 7, (int)PixelColumn.StateOfCharge), run.ReadCellAtPixel("state_of_charge", frame: 1)[7]);
        }
    }

    [Fact]
    public async Task A_run_without_a_cell_has_no_log_of_one()
    {
        await RunOnDisk.WriteWholeAsync(_folder["none.h5"], SomeRun.Started());
        using RunFile run = RunFile.Open(_folder["none.h5"]);
        Assert.False(run.HasCell);
        Assert.Empty(run.ReadCellLog());
        Assert.Throws<RunFileException>(() => run.ReadCellAtPixel("voltage"));
    }
}
