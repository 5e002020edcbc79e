using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class LayerStackTests
{
    [Fact]
    public void LayersFromTheSurfaceTouch()
    {
        var stack = LayerStack.FromSurface(1e-7, 2e-7, 4e-7);
        Assert.Equal(0, stack.TopMetres(0));
        Assert.Equal(stack.BottomMetres(1), stack.TopMetres(2));
        Assert.Equal(-7e-7, stack.BottomMetres(2), 1e-20);
    }

    [Theory]
    [InlineData(new[] { 0, -1e-7 }, new[] { 2e-7, 1e-7 }, "layers 0 and 1 overlap")]
    [InlineData(new[] { -3e-7, 0 }, new[] { 1e-7, 4e-7 }, "layers 1 and 0 overlap")]
    [InlineData(new[] { 1e-9 }, new[] { 1e-7 }, "above the sample's surface")]
    [InlineData(new[] { 0.0 }, new[] { 0.0 }, "thickness")]
    [InlineData(new[] { 0.0 }, new[] { double.NaN }, "thickness")]
    [InlineData(new[] { 0.0 }, new double[0], "one thickness for each top")]
    public void ImpossibleStacksAreRefusedWithTheirCause(double[] tops, double[] thicknesses, string cause) =>
        Assert.Contains(cause, Assert.Throws<ArgumentException>(() => new LayerStack(tops, thicknesses)).Message);
}
