using NvScanner.Physics.Magnetostatics;

namespace NvScanner.Physics.Tests.Magnetostatics;

public class UpwardContinuationTests
{
    private static readonly PlaneGrid Grid = new(96, 80, 0.1e-6, 0.12e-6);

    [Fact]
    public void EveryComponentOfADipoleIsContinuedAwayFromTheRim()
    {
        var dipole = new MagneticDipole(new Vector3d(4.1e-6, 5.3e-6, -0.3e-6), new Vector3d(1e-16, 2e-16, -1e-16));
        double[] below = Maps(dipole, 0.1e-6), above = Maps(dipole, 0.5e-6), continued = new double[Grid.Count];
        var upwards = new UpwardContinuation(Grid, 0.4e-6);
        for (var component = 0; component < 3; component++)
        {
            upwards.Apply(below.AsSpan(component * Grid.Count, Grid.Count), continued);
            Assert.InRange(LetterF.RelativeError(Inside(continued), Inside(above.AsSpan(component * Grid.Count, Grid.Count))), 0, 1e-3);
        }
    }

    [Fact]
    public void AUniformFieldStaysAndNoDistanceChangesNothing()
    {
        var uniform = Enumerable.Repeat(3e-6, Grid.Count).ToArray();
        var continued = new double[Grid.Count];
        new UpwardContinuation(Grid, 1e-6).Apply(uniform, continued);
        Assert.All(continued, b => Assert.Equal(3e-6, b, 1e-18));
        var map = uniform.Select((b, i) => b * Math.Sin(i * i)).ToArray();
        new UpwardContinuation(Grid, 0).Apply(map, continued);
        Assert.InRange(LetterF.RelativeError(continued, map), 0, 1e-13);
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    public void DownwardContinuationIsRefused(double distance) =>
        Assert.Contains("noise", Assert.Throws<ArgumentOutOfRangeException>(() => new UpwardContinuation(Grid, distance)).Message);

    // without a rim of three times the distance
    private static double[] Inside(ReadOnlySpan<double> map)
    {
        var inside = new List<double>();
        for (var i = 0; i < map.Length; i++)
        {
            int row = i / Grid.Columns, column = i % Grid.Columns;
            if (row is >= 12 and < 68 && column is >= 12 and < 84) inside.Add(map[i]);
        }
        return [.. inside];
    }

    private static double[] Maps(MagneticDipole dipole, double height) => LetterF.Sum(Grid, LayerStack.FromSurface(1e-7), [1], height, (_, point) => dipole.FieldAt(point));
}
