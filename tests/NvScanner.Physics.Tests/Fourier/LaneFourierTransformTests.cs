using System.Numerics;
using NvScanner.Physics.Fourier;
using Oracle = MathNet.Numerics.IntegralTransforms.Fourier;
using OracleOptions = MathNet.Numerics.IntegralTransforms.FourierOptions;

namespace NvScanner.Physics.Tests.Fourier;

public class LaneFourierTransformTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(27)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(162)]
    [InlineData(1024)]
    public void EveryLaneMeetsMathNetAndComesBack(int length)
    {
        var lanes = Enumerable.Range(0, LaneTile.Lanes)
            .Select(lane => Enumerable.Range(0, length).Select(i => new Complex(Value(lane, 2 * i), Value(lane, 2 * i + 1))).ToArray()).ToArray();
        LaneTile tile = new(length), scratch = new(length);
        for (var i = 0; i < length * LaneTile.Lanes; i++)
            (tile.Real[i], tile.Imaginary[i]) = (lanes[i % LaneTile.Lanes][i / LaneTile.Lanes].Real, lanes[i % LaneTile.Lanes][i / LaneTile.Lanes].Imaginary);
        var transform = new LaneFourierTransform(length);
        transform.Forward(tile, scratch);
        for (var lane = 0; lane < LaneTile.Lanes; lane++)
        {
            var expected = (Complex[])lanes[lane].Clone();
            Oracle.Forward(expected, OracleOptions.AsymmetricScaling);
            for (var k = 0; k < length; k++)
                Assert.Equal(0, (At(tile, k, lane) - expected[k]).Magnitude, 1e-13 * length);
        }
        transform.InverseUnscaled(tile, scratch);
        for (var lane = 0; lane < LaneTile.Lanes; lane++)
            for (var i = 0; i < length; i++)
                Assert.Equal(0, (At(tile, i, lane) / length - lanes[lane][i]).Magnitude, 1e-14);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(128, 128)]
    [InlineData(130, 144)]
    [InlineData(600, 648)]
    [InlineData(1024, 1024)]
    public void PaddedLengthsAreEvenAndLittleLonger(int minimum, int length) => Assert.Equal(length, LaneFourierTransform.LengthOfAtLeast(minimum));

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(-4)]
    public void OtherLengthsAreRefused(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new LaneFourierTransform(length));

    private static Complex At(LaneTile tile, int element, int lane) =>
        new(tile.Real[element * LaneTile.Lanes + lane], tile.Imaginary[element * LaneTile.Lanes + lane]);

    private static double Value(int lane, int i) => Math.Sin(1.7 * i * i + lane) + 0.1 * lane;
}
