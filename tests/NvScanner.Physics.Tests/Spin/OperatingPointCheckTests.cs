using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Spin;

public class OperatingPointCheckTests
{
    private const double D = 2.87e9;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1.5e-3, 0)]
    [InlineData(1.5e-3, 54.7356)]
    [InlineData(80e-3, 0)]
    [InlineData(80e-3, 0.5)]
    [InlineData(40e-3, 0)]
    public void SoundOperatingPointsAreNotWarnedOf(double tesla, double tiltDegrees) =>
        Assert.Empty(OperatingPointCheck.Warnings(D, 0, NvFrame.FromDegrees(tiltDegrees, 30).Axis * tesla));

    /// <summary>Weights of the physics page, section a: 0.990, 0.945 and 0.85 at 0.2, 0.5 and 1 degree off axis, 0.69 at 54.7 degrees.</summary>
    [Theory]
    [InlineData(100e-3, 0.5, OperatingPointRisk.MixedGroundState, 0.945, 0.005)]
    [InlineData(100e-3, 1, OperatingPointRisk.MixedGroundState, 0.85, 0.005)]
    [InlineData(100e-3, 54.7356, OperatingPointRisk.MixedGroundState, 0.69, 0.005)]
    [InlineData(100e-3, 0.2, OperatingPointRisk.NearGroundStateAnticrossing, 0.1, 1e-6)]
    [InlineData(-100e-3, 0, OperatingPointRisk.NearGroundStateAnticrossing, 0.1, 1e-6)]
    [InlineData(51e-3, 0, OperatingPointRisk.NearExcitedStateAnticrossing, 0.051, 1e-9)]
    [InlineData(51e-3, 3, OperatingPointRisk.MixedExcitedState, 0.5, 0.25)]
    [InlineData(120e-3, 0, OperatingPointRisk.BeyondGroundStateAnticrossing, 0.12, 1e-9)]
    public void EveryRiskIsNamedWithItsNumber(double tesla, double tiltDegrees, OperatingPointRisk risk, double value, double tolerance)
    {
        var warning = Assert.Single(OperatingPointCheck.Warnings(D, 0, NvFrame.FromDegrees(tiltDegrees, 30).Axis * tesla), warning => warning.Risk == risk);
        Assert.Equal(value, warning.Value, tolerance);
        Assert.DoesNotContain("NaN", warning.Message);
    }

    /// <summary>Response axes of the physics page, section a: 8, 17 and 24 degrees off the NV at 100 mT, 4.4 degrees at 80 mT.</summary>
    [Theory]
    [InlineData(100e-3, 0.2, 8.0)]
    [InlineData(100e-3, 0.5, 17.0)]
    [InlineData(100e-3, 1, 24.0)]
    [InlineData(80e-3, 1, null)]
    public void ASingleLineIsWarnedOfWithItsOwnAxis(double tesla, double tiltDegrees, double? responseDegrees)
    {
        var bias = NvFrame.FromDegrees(tiltDegrees, 30).Axis * tesla;
        var tilt = OperatingPointCheck.Warnings(D, 0, bias, NvLine.Upper).SingleOrDefault(warning => warning.Risk == OperatingPointRisk.TiltedResponse);
        if (responseDegrees is { } degrees) Assert.Equal(degrees, tilt!.Value, 1.0);
        else Assert.Null(tilt);
    }

    [Fact]
    public void AlignedAtOneHundredMilliteslaOnlyTheAnticrossingIsNear()
    {
        var warning = Assert.Single(OperatingPointCheck.Warnings(D, 0, new Vector3d(0, 0, 0.1)));
        Assert.Equal(OperatingPointRisk.NearGroundStateAnticrossing, warning.Risk);
        Assert.Contains("100.0 mT", warning.Message);
        Assert.Contains("102.4 mT", warning.Message);
    }

    [Fact]
    public void StrainThatHoldsTheLinesIsWarnedOf()
    {
        Assert.Equal(OperatingPointRisk.StrainedResponse, Assert.Single(OperatingPointCheck.Warnings(D, 5e6, Vector3d.Zero)).Risk);
        Assert.Equal(OperatingPointRisk.StrainedResponse, Assert.Single(OperatingPointCheck.Warnings(D, 5e6, new Vector3d(0, 0, 50e-6))).Risk);
        Assert.Empty(OperatingPointCheck.Warnings(D, 5e6, new Vector3d(0, 0, 1.5e-3)));
    }
}
