using FsCheck;
using FsCheck.Fluent;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Abstractions.Tests.Scanning;

/// <summary>Conventions of the map frame: index 0 is the smallest coordinate, a pixel is named by its centre, rotation is counter-clockwise about the field's centre.</summary>
public class ScanGeometryTests
{
    private static readonly ScanGeometry Field = new() { OriginX = 10, OriginY = -4, SizeX = 8, SizeY = 6, PixelsX = 4, PixelsY = 2 };

    [Fact]
    public void The_first_pixel_lies_half_a_pitch_inside_the_lower_left_corner() => Same(new(11, -2.5, 0), Field.PixelCentre(0, 0));

    [Fact]
    public void The_last_pixel_lies_half_a_pitch_inside_the_upper_right_corner() => Same(new(17, 0.5, 0), Field.PixelCentre(3, 1));

    [Fact]
    public void Columns_run_along_x_and_rows_along_y()
    {
        Assert.Equal([11, 13, 15, 17], Enumerable.Range(0, 4).Select(Field.ColumnX));
        Assert.Equal([-2.5, 0.5], Enumerable.Range(0, 2).Select(Field.RowY));
    }

    [Fact]
    public void Path_and_fast_axis_move_no_pixel()
    {
        foreach (var path in Enum.GetValues<ScanPath>())
            Assert.Equal(Field.PixelCentre(1, 1), (Field with { Path = path, FastAxis = FastAxis.Y }).PixelCentre(1, 1));
    }

    [Fact]
    public void A_quarter_turn_is_counter_clockwise_about_the_centre()
    {
        // the centre is (14, -1); the pixel 3 to its left and 1.5 below goes 1.5 to its right and 3 below
        var turned = Field with { Rotation = new Angle(90) };
        Same(new(15.5, -4, 0), turned.PixelCentre(0, 0));
        Same(new(12.5, 2, 0), turned.PixelCentre(3, 1));
        Same(new(17, -5, 0), turned.Corners()[0]);
    }

    [Fact]
    public void A_small_turn_lifts_the_right_side() =>
        Assert.True((Field with { Rotation = new Angle(5) }).PixelCentre(3, 0).Y > (Field with { Rotation = new Angle(5) }).PixelCentre(0, 0).Y);

    [Fact]
    public void Corners_go_round_counter_clockwise_from_the_origin()
    {
        var corners = Field.Corners();
        Same(new(10, -4, 0), corners[0]);
        Same(new(18, -4, 0), corners[1]);
        Same(new(18, 2, 0), corners[2]);
        Same(new(10, 2, 0), corners[3]);
    }

    [Fact]
    public void Turning_changes_no_distance_and_turns_every_direction_by_the_angle() =>
        Prop.ForAll(Gen.Choose(-3600, 3600).Select(a => a / 10.0).ToArbitrary(), degrees =>
        {
            var turned = Field with { Rotation = new Angle(degrees) };
            var (before, after) = (Field.PixelCentre(3, 1) + -1 * Field.PixelCentre(0, 0), turned.PixelCentre(3, 1) + -1 * turned.PixelCentre(0, 0));
            var turn = Math.Atan2(before.X * after.Y - before.Y * after.X, before.Dot(after)) * 180 / Math.PI;
            return Math.Abs(before.Length - after.Length) < 1e-12 && Math.Abs(Math.IEEERemainder(turn - degrees, 360)) < 1e-9;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_bias_field_points_along_its_angles()
    {
        Same(new(0, 0, 2), new BiasFieldPlan(new(2)).Vector(new Angle(0), new Angle(17)));
        Same(new(0, 2, 0), new BiasFieldPlan(new(2)).Vector(new Angle(90), new Angle(90)));
        Same(new(2, 0, 0), new BiasFieldPlan(new(2), new Angle(90), new Angle(0)).Vector(new Angle(0), new Angle(0)));
    }

    [Fact]
    public void Frequencies_are_the_windows_one_after_the_other_with_exact_ends()
    {
        var protocol = new ProtocolPlan { Windows = [new(0.1, 0.7, 7), new(5, 6, 2)], Dwell = TimeSpan.FromMilliseconds(1) };
        var frequencies = protocol.FrequenciesHz();
        Assert.Equal(9, frequencies.Length);
        Assert.Equal((0.1, 0.7, 5.0, 6.0), (frequencies[0], frequencies[6], frequencies[7], frequencies[8]));
        Assert.Equal(0.4, frequencies[3], 1e-15);
        Assert.Equal(0.1, protocol.Windows[0].StepHz, 1e-15);
    }

    private static void Same(Vector3 expected, Vector3 actual) => Assert.True((expected + -1 * actual).Length < 1e-12, $"expected {expected}, got {actual}");
}
