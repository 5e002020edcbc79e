using NvScanner.Physics.Materials;

namespace NvScanner.Physics.Tests.Materials;

public class LithiumCobaltOxideTests
{
    [Theory]
    [InlineData(1.0, 6.7e-5)]
    [InlineData(0.6, 3.7e-4)]
    [InlineData(0.5, 3.1e-4)]
    [InlineData(0.2, 3.1e-4)]
    public void SusceptibilityMeetsThePhysicsPage(double lithiumContent, double susceptibility) =>
        Assert.Equal(susceptibility, LithiumCobaltOxide.VolumeSusceptibility(lithiumContent), 0.015 * susceptibility);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void ImpossibleLithiumContentIsRefused(double lithiumContent) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LithiumCobaltOxide.VolumeSusceptibility(lithiumContent));
}
