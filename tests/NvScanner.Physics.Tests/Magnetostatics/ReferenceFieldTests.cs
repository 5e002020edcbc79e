using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class ReferenceFieldTests
{
    public static TheoryData<int> CurrentCases => [.. Enumerable.Range(0, ReferenceVectors.Cases("oersted.json").Count())];

    public static TheoryData<int> MagnetCases => [.. Enumerable.Range(0, ReferenceVectors.Cases("dipole_field.json").Count())];

    [Theory]
    [MemberData(nameof(CurrentCases))]
    public void CurrentsMeetTheReference(int index)
    {
        var reference = ReferenceVectors.Cases("oersted.json").ElementAt(index);
        var parameters = reference.GetProperty("params");
        Func<Vector3d, Vector3d> field = reference.GetProperty("kind").GetString() switch
        {
            "infinite_strip_y" => new InfiniteStrip(parameters.Number("width_m"), parameters.Number("K_A_per_m")).FieldAt,
            "infinite_bar_y" => new InfiniteBar(parameters.Number("width_m"), parameters.Number("thickness_m"), parameters.Number("I_A")).FieldAt,
            "circular_loop" => new CircularLoop(parameters.Number("radius_m"), parameters.Number("I_A")).FieldAt,
            "finite_rect_sheet_y" => new RectangularSheet(parameters.Number("width_m"), parameters.Number("length_m"), parameters.Number("K_A_per_m")).FieldAt,
            "straight_segment" => new StraightSegment(parameters.Vector("start_m"), parameters.Vector("end_m"), parameters.Number("I_A")).FieldAt,
            var kind => throw new InvalidDataException($"unknown kind {kind}"),
        };
        foreach (var (point, expected) in reference.Vectors("points_m").Zip(reference.Vectors("B_T")))
            Assert.InRange((field(point) - expected).Norm / expected.Norm, 0, 1e-9);
    }

    [Theory]
    [MemberData(nameof(MagnetCases))]
    public void MagnetsMeetTheReference(int index)
    {
        var reference = ReferenceVectors.Cases("dipole_field.json").ElementAt(index);
        var magnetization = reference.Vector("M_A_per_m");
        Func<Vector3d, Vector3d> field = reference.GetProperty("kind").GetString() == "prism"
            ? new MagnetizedPrism(reference.Vector("center_m"), reference.Vector("size_m"), magnetization).FieldAt
            : MagneticDipole.OfSphere(reference.Vector("center_m"), reference.Number("radius_m"), magnetization).FieldAt;
        foreach (var (point, expected) in reference.Vectors("points_m").Zip(reference.Vectors("B_T")))
            Assert.InRange((field(point) - expected).Norm / expected.Norm, 0, 1e-6);
    }
}
