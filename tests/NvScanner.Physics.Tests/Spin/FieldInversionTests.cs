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

    [Fact]
    public void AWrongZeroFieldSplittingFalsifiesTheMagnitudeAsThePhysicsPageWarns()
    {
        var pair = NvGroundState.Levels(D, 0, new Vector3d(0, 0, 5e-3)).Transitions;
        var (axial, transverse) = FieldInversion.SquaredComponents(pair, D + 74.2e3);
        Assert.Equal(-18.1e-6, Math.Sqrt(axial + transverse) - 5e-3, 0.1e-6);
    }
}
