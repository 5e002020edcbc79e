using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests;

public class AxialFieldTests
{
    private const double Gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;

    [Fact]
    public void APairGivesFieldAndZeroFieldSplittingWithTheirVariances()
    {
        var field = AxialField.FromPair(2.870e9 - 42e6, 2.870e9 + 42e6, 9e8, 16e8, 2e8);
        Assert.Equal(42e6 / Gamma, field.ParallelTesla, 1e-15);
        Assert.Equal(2.870e9, field.ZeroFieldSplittingHz, 1e-3);
        Assert.Equal(1, field.ParallelVariance / ((9e8 + 16e8 - 4e8) / (4 * Gamma * Gamma)), 1e-12);
        Assert.Equal((9e8 + 16e8 + 4e8) / 4, field.ZeroFieldSplittingVariance, 1);
        Assert.Equal(0, field.ParallelSystematicTesla);
    }

    [Theory]
    [InlineData(1.5e-3, 0.3e-3)]
    [InlineData(5e-3, 5e-3)]
    [InlineData(80e-3, 1.4e-3)]
    public void AKnownTransverseFieldIsTakenIntoAccountExactly(double axial, double transverse)
    {
        const double d = 2.8712e9;
        var pair = NvGroundState.Levels(d, 0, new Vector3d(0, transverse, axial)).Transitions;
        var fromPair = AxialField.FromPair(pair.LowerHz, pair.UpperHz, transverse);
        Assert.Equal(axial, fromPair.ParallelTesla, 1e-12);
        Assert.Equal(d, fromPair.ZeroFieldSplittingHz, 1e-2);
        foreach (var line in new[] { NvLine.Lower, NvLine.Upper })
            Assert.Equal(axial, AxialField.FromSingleLine(line, pair[line], 0, d, 0, transverse).ParallelTesla, 1e-12);
    }

    [Fact]
    public void ASingleLineCarriesTheErrorOfTheCalibratedZeroFieldSplittingAsSystematic()
    {
        var lower = AxialField.FromSingleLine(NvLine.Lower, 2.870e9 - 42e6, 4e8, 2.870e9, 74.2e3);
        var upper = AxialField.FromSingleLine(NvLine.Upper, 2.870e9 + 42e6, 4e8, 2.870e9, 74.2e3);
        Assert.Equal(42e6 / Gamma, lower.ParallelTesla, 1e-15);
        Assert.Equal(lower, upper);
        Assert.Equal(2.65e-6, lower.ParallelSystematicTesla, 0.01e-6);
        Assert.Equal(20e3 / Gamma, Math.Sqrt(lower.ParallelVariance), 1e-15);
    }

    [Fact]
    public void MissingCentresGiveNoField()
    {
        Assert.True(double.IsNaN(AxialField.FromPair(double.NaN, 2.9e9).ParallelTesla));
        Assert.True(double.IsNaN(AxialField.FromPair(double.NaN, 2.9e9, 1e-3).ParallelTesla));
    }
}
