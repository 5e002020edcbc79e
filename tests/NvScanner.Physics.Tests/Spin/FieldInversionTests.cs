using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Spin;

public class FieldInversionTests
{
    private const double D = 2.8701e9;

    public static TheoryData<double, double> Fields
    {
        get
        {
            var data = new TheoryData<double, double>();
            foreach (var tesla in new[] { 0.2e-3, 1.5e-3, 10e-3, 50e-3, 90e-3 })
                foreach (var theta in new[] { 0.0, 5, 30, 54.7356, 80, 90 })
                    data.Add(tesla, theta);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void MagnitudeAndAngleComeBackWithKnownStrain(double tesla, double thetaDegrees)
    {
        const double strain = 2e6, phiDegrees = 25;
        var field = NvFrame.FromDegrees(thetaDegrees, phiDegrees).Axis * tesla;
        var pair = NvGroundState.Levels(D, strain, field).Transitions;
        var cosTwicePhi = Math.Cos(double.DegreesToRadians(2 * phiDegrees));
        var (axial, transverse) = FieldInversion.SquaredComponents(pair, D, strain, cosTwicePhi);
        Assert.Equal(1, Math.Sqrt(axial + transverse) / tesla, 1e-9);
        Assert.Equal(Math.Pow(Math.Cos(double.DegreesToRadians(thetaDegrees)), 2), axial / (axial + transverse), 1e-8);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void MagnitudeAndZeroFieldSplittingComeBackAtKnownAngle(double tesla, double thetaDegrees)
    {
        var field = NvFrame.FromDegrees(thetaDegrees, 0).Axis * tesla;
        var cos = Math.Cos(double.DegreesToRadians(thetaDegrees));
        var (magnitude, zeroFieldSplitting) = FieldInversion.AtKnownAngle(NvGroundState.Levels(D, 0, field).Transitions, cos * cos);
        Assert.Equal(1, zeroFieldSplitting / D, 1e-9);
        // at right angles both transitions respond to the field to second order only
        Assert.Equal(1, magnitude / tesla, thetaDegrees < 85 ? 1e-9 : 1e-6);
    }

    public static TheoryData<int> ReferenceCases =>
        [.. ReferenceVectors.Cases("nv_levels.json").Select((reference, index) => (reference, index))
            // below 0.1 mT the working precision of the transitions themselves is no longer 1e-9 of the field
            .Where(c => c.reference.Number("Bmag_T") > 0.99e-4 && c.reference.GetProperty("lowest_is_ms0_like").GetBoolean())
            .Select(c => c.index)];

    [Theory]
    [MemberData(nameof(ReferenceCases))]
    public void TheReferenceTransitionsGiveTheReferenceFieldBack(int index)
    {
        var reference = ReferenceVectors.Cases("nv_levels.json").ElementAt(index);
        var pair = new TransitionPair(reference.Number("f1_Hz"), reference.Number("f2_Hz"));
        double d = reference.Number("D_Hz"), e = reference.Number("E_Hz"), magnitude = reference.Number("Bmag_T"), cosSquared = reference.Number("cos2theta");
        var field = reference.Vector("B_T");
        var transverse = field.X * field.X + field.Y * field.Y;
        var cosTwicePhi = transverse > 0 ? (field.X * field.X - field.Y * field.Y) / transverse : 1;
        var (axial, across) = FieldInversion.SquaredComponents(pair, d, e, cosTwicePhi);
        Assert.Equal(1, Math.Sqrt(axial + across) / magnitude, 1e-9);
        Assert.Equal(cosSquared, axial / (axial + across), 1e-9);
        if (e != 0) return;
        var (known, zeroFieldSplitting) = FieldInversion.AtKnownAngle(pair, cosSquared);
        Assert.Equal(1, zeroFieldSplitting / d, 1e-9);
        // near right angles field and zero-field splitting move both lines alike
        Assert.Equal(1, known / magnitude, cosSquared > 1e-4 ? 1e-9 : 1e-6);
    }

    [Fact]
    public void AWrongZeroFieldSplittingFalsifiesTheMagnitudeAsThePhysicsPageWarns()
    {
        var pair = NvGroundState.Levels(D, 0, new Vector3d(0, 0, 5e-3)).Transitions;
        var (axial, transverse) = FieldInversion.SquaredComponents(pair, D + 74.2e3);
        Assert.Equal(-18.1e-6, Math.Sqrt(axial + transverse) - 5e-3, 0.1e-6);
    }
}
