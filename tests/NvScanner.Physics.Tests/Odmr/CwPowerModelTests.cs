using NvScanner.Physics.Odmr;

namespace NvScanner.Physics.Tests.Odmr;

public class CwPowerModelTests
{
    private static readonly CwPowerModel Dreau = new() { InhomogeneousWidthHz = 0 };

    /// <summary>Shot-noise limited sensitivity at the best microwave power against saturation: numbers of the physics page, section b.</summary>
    [Theory]
    [InlineData(0.01, 0.90e-6)]
    [InlineData(0.05, 1.98e-6)]
    [InlineData(0.1, 2.7e-6)]
    [InlineData(1, 6.4e-6)]
    public void BestSensitivityMeetsThePhysicsPage(double saturation, double sensitivity)
    {
        var x = saturation / (1 + saturation);
        var rabi = Math.Sqrt(2 * 4e14) * x / (2 * Math.PI);
        var point = Dreau.At(saturation * Dreau.SaturationPowerWatts, rabi);
        Assert.Equal(0.4 / 3, point.Contrast, 10);
        Assert.Equal(Math.Sqrt(3) * 8e7 * x / (2 * Math.PI), point.LinewidthHz, 1);
        var eta = 4 / (3 * Math.Sqrt(3)) / PhysicalConstants.GyromagneticRatioHzPerTesla * point.LinewidthHz / (point.Contrast * Math.Sqrt(point.PhotonRate));
        Assert.Equal(sensitivity, eta, 0.03 * sensitivity);
    }

    [Fact]
    public void WithoutMicrowavesThereIsNoDipAndWithoutLaserNoLight()
    {
        Assert.Equal(0, Dreau.At(150e-6, 0).Contrast);
        Assert.Equal(0, Dreau.At(0, 0).Contrast);
        Assert.Equal(0, Dreau.At(0, 1e6).PhotonRate);
    }
}
