using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Abstractions.Tests.Scanning;

public class ScanScheduleTests
{
    private static readonly Arbitrary<ScanGeometry> Fields =
        (from columns in Gen.Choose(1, 23)
         from rows in Gen.Choose(1, 23)
         from frames in Gen.Choose(1, 3)
         from path in Gen.Elements(Enum.GetValues<ScanPath>())
         from axis in Gen.Elements(Enum.GetValues<FastAxis>())
         select Field(columns, rows, path, axis, frames)).ToArbitrary();

    [Fact]
    public void A_raster_runs_every_line_the_same_way() =>
        Assert.Equal(["0,0>", "1,0>", "2,0>", "0,1>", "1,1>", "2,1>"], Visits(Field(3, 2, ScanPath.Raster)));

    [Fact]
    public void A_snake_runs_every_other_line_backwards() =>
        Assert.Equal(["0,0>", "1,0>", "2,0>", "2,1<", "1,1<", "0,1<", "0,2>", "1,2>", "2,2>"], Visits(Field(3, 3, ScanPath.Snake)));

    [Fact]
    public void A_fast_axis_along_y_runs_lines_along_y() =>
        Assert.Equal(["0,0>", "0,1>", "1,1<", "1,0<", "2,0>", "2,1>"], Visits(Field(3, 2, ScanPath.Snake, FastAxis.Y)));

    [Fact]
    public void A_second_frame_repeats_the_first_with_its_own_number()
    {
        var schedule = new ScanSchedule(Field(2, 2, ScanPath.Snake, FastAxis.X, 2));
        Assert.Equal(8, schedule.VisitCount);
        Assert.Equal(4, schedule.LineCount);
        Assert.Equal(schedule.GetVisit(1) with { Frame = 1, Visit = 5 }, schedule.GetVisit(5));
    }

    [Fact]
    public void Every_path_visits_every_pixel_of_every_frame_exactly_once() =>
        Prop.ForAll(Fields, field =>
        {
            var schedule = new ScanSchedule(field);
            var visited = All(schedule).Select(v => (v.Frame, v.X, v.Y)).ToHashSet();
            return schedule.VisitCount == (long)field.PixelsX * field.PixelsY * field.Frames
                && visited.Count == schedule.VisitCount
                && visited.All(v => v.X >= 0 && v.X < field.PixelsX && v.Y >= 0 && v.Y < field.PixelsY && v.Frame < field.Frames);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_visit_named_by_its_number_is_the_one_met_on_the_way() =>
        Prop.ForAll(Fields, field =>
        {
            var schedule = new ScanSchedule(field);
            return All(schedule).Select((visit, number) => visit.Visit == number && schedule.GetVisit(number) == visit).All(same => same);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_go_on_where_the_one_before_ends_and_the_direction_says_which_way_they_run() =>
        Prop.ForAll(Fields, field =>
        {
            var schedule = new ScanSchedule(field);
            var next = 0L;
            for (var number = 0L; number < schedule.LineCount; number++)
            {
                var line = schedule.GetLine(number);
                if (line.FirstVisit != next || line.Length > schedule.LongestLine || line.FastStep > 0 != (line.Direction == ScanDirection.Forward))
                    return false;
                next += line.Length;
            }

            return next == schedule.VisitCount;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_a_raster_never_runs_backwards() =>
        Prop.ForAll(Fields, field =>
            All(new ScanSchedule(field)).Any(v => v.Direction == ScanDirection.Backward) == (field.Path != ScanPath.Raster && new ScanSchedule(field).LinesPerFrame > 1))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_pass_of_an_interleaved_path_is_a_picture_of_the_whole_field()
    {
        var field = Field(16, 12, ScanPath.Interleaved);
        const int perPass = 16 * 12 / (ScanSchedule.InterleaveStep * ScanSchedule.InterleaveStep);
        var passes = All(new ScanSchedule(field)).Chunk(perPass).ToArray();

        Assert.Equal(16, passes.Length);
        foreach (var pass in passes)
        {
            // one pixel of every 4 x 4 block, always the same place in the block
            Assert.Equal(perPass, pass.Select(v => (v.X / 4, v.Y / 4)).Distinct().Count());
            Assert.Single(pass.Select(v => (v.X % 4, v.Y % 4)).Distinct());
        }

        Assert.Equal(16, passes.Select(p => (p[0].X % 4, p[0].Y % 4)).Distinct().Count());
    }

    [Fact]
    public void The_first_four_passes_of_an_interleaved_path_are_every_second_pixel() =>
        Assert.All(All(new ScanSchedule(Field(16, 16, ScanPath.Interleaved))).Take(64), v => Assert.True(v.X % 2 == 0 && v.Y % 2 == 0));

    [Fact]
    public void Numbers_outside_the_run_are_refused()
    {
        var schedule = new ScanSchedule(Field(3, 2, ScanPath.Snake));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetVisit(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetVisit(6));
        Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetLine(2));
    }

    [Fact]
    public void Visits_of_a_run_beyond_32_bits_have_their_numbers()
    {
        var field = Field(1024, 1024, ScanPath.Snake, FastAxis.X, 5000);
        var last = new ScanSchedule(field).GetVisit(1024L * 1024 * 5000 - 1);
        Assert.Equal((4999, 0, 1023), (last.Frame, last.X, last.Y));
    }

    private static ScanGeometry Field(int columns, int rows, ScanPath path, FastAxis axis = FastAxis.X, int frames = 1) =>
        new() { SizeX = 1, SizeY = 1, PixelsX = columns, PixelsY = rows, Path = path, FastAxis = axis, Frames = frames };

    private static IEnumerable<PixelVisit> All(ScanSchedule schedule)
    {
        for (var number = 0L; number < schedule.LineCount; number++)
        {
            var line = schedule.GetLine(number);
            for (var i = 0; i < line.Length; i++)
                yield return schedule.GetVisit(line, i);
        }
    }

    private static IEnumerable<string> Visits(ScanGeometry field) =>
        All(new ScanSchedule(field)).Select(v => $"{v.X},{v.Y}{(v.Direction == ScanDirection.Forward ? ">" : "<")}");
}
