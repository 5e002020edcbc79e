using NvScanner.Physics.Odmr;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

/// <summary>
/// The power model of Dréau et al. is the limit of weak light of the seven-level model. Its three parameters are read off there; the page on
/// photophysics states how far both are apart at more light, and this test holds it.
/// </summary>
public class CwPowerModelComparisonTests
{
    private const double SaturationPowerWatts = 600e-6;
    private static readonly Vector3d Bias = new(0, 0, 20e-3);

    private static readonly NvPhotophysics Centre = NvPhotophysics.Robledo2011.WithSaturation(1.49e6, SaturationPowerWatts) with
    {
        Nitrogen = NitrogenIsotope.None,
        InhomogeneousDephasingSeconds = double.PositiveInfinity,
        CoherenceSeconds = double.PositiveInfinity,
    };

    private static readonly CwPowerModel WeakLight = Identify();

    [Fact]
    public void TheParametersOfWeakLightAreNearThoseOfTheLiterature()
    {
        Assert.Equal(0.210, WeakLight.MaximumContrast, 2e-3); // 0.2
        Assert.Equal(3.75e7, WeakLight.OpticalCycleRate, 0.05e7); // 8e7
        Assert.Equal(4.1e6, WeakLight.PolarisationRate, 0.1e6); // 5e6
    }

    [Theory]
    [InlineData(0.01, 0.001, 0.001)]
    [InlineData(0.03, 0.035, 0.009)]
    [InlineData(0.1, 0.14, 0.073)]
    [InlineData(0.25, 0.31, 0.23)]
    [InlineData(0.5, 0.50, 0.48)]
    [InlineData(1, 0.68, 0.97)]
    public void ContrastAndWidthDepartWithTheSaturationAsStated(double saturation, double contrastDeviation, double widthDeviation)
    {
        double contrast = 0, width = 0;
        foreach (var rabiHz in new[] { 0.1e6, 0.3e6, 1e6, 3e6, 10e6 })
        {
            var expected = WeakLight.At(saturation * SaturationPowerWatts, rabiHz);
            var actual = Measure(saturation * SaturationPowerWatts, rabiHz);
            contrast = Math.Max(contrast, Math.Abs(actual.Contrast / expected.Contrast - 1));
            width = Math.Max(width, Math.Abs(actual.LinewidthHz / expected.LinewidthHz - 1));
            Assert.Equal(1, actual.PhotonRate / expected.PhotonRate, 1e-3); // the saturation curve agrees throughout
        }
        Assert.Equal(contrastDeviation, contrast, 0.01);
        Assert.Equal(widthDeviation, width, 0.01);
    }

    private static CwPowerModel Identify()
    {
        const double saturation = 0.01, x = saturation / (1 + saturation);
        const double watts = saturation * SaturationPowerWatts;
        var maximum = Measure(watts, 100e6).Contrast;
        var cycle = 2 * Math.PI * Measure(watts, 100).LinewidthHz / x;
        double weak = 100, strong = 10e6;
        for (var step = 0; step < 60; step++)
        {
            var middle = Math.Sqrt(weak * strong);
            if (Measure(watts, middle).Contrast < 0.5 * maximum) weak = middle;
            else strong = middle;
        }
        var polarisation = Math.Pow(2 * Math.PI * weak, 2) / (cycle * x * x);
        return new CwPowerModel
        {
            SaturatedPhotonRate = 1.49e6,
            SaturationPowerWatts = SaturationPowerWatts,
            MaximumContrast = maximum,
            OpticalCycleRate = cycle,
            PolarisationRate = polarisation,
            InhomogeneousWidthHz = 0,
        };
    }

    private static CwOperatingPoint Measure(double watts, double rabiHz)
    {
        var spectrum = new CwResponse(Centre, watts, rabiHz).SpectrumAt(Bias);
        double Depth(double offset) => spectrum.OffResonanceRate - spectrum.RateAt(spectrum.Transitions.LowerHz - offset);
        double inside = 0, outside = 1e9;
        for (var step = 0; step < 80; step++)
        {
            var middle = 0.5 * (inside + outside);
            if (Depth(middle) > 0.5 * Depth(0)) inside = middle;
            else outside = middle;
        }
        return new CwOperatingPoint(spectrum.OffResonanceRate, Depth(0) / spectrum.OffResonanceRate, 2 * inside);
    }
}
