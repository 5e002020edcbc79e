namespace NvScanner.Physics.Tests;

public class NvFrameTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(54.7356, 90)]
    [InlineData(90, -135)]
    [InlineData(125.2644, 10)]
    public void AnglesGoThereAndBackAndTheFrameIsRightHanded(double theta, double phi)
    {
        var frame = NvFrame.FromDegrees(theta, phi);
        Assert.Equal(theta, frame.ThetaDegrees, 10);
        Assert.Equal(theta == 0 ? 0 : phi, frame.PhiDegrees, 10);
        Assert.Equal(0, (frame.TransverseX.Cross(frame.TransverseY) - frame.Axis).Norm, 14);
        var again = NvFrame.FromAxis(frame.Axis * 3);
        Assert.Equal(0, (again.TransverseX - frame.TransverseX).Norm + (again.Axis - frame.Axis).Norm, 14);
        var vector = new Vector3d(1, -2, 0.5);
        Assert.Equal(0, (frame.ToSampleFrame(frame.ToNvFrame(vector)) - vector).Norm, 14);
    }

    [Fact]
    public void TheAxisPointsToTheSideOfTheBias()
    {
        var frame = NvFrame.FromDegrees(54.7356, 90);
        Assert.Equal(frame, frame.OrientedAlong(new Vector3d(0, 1e-3, 0)));
        Assert.Equal(-frame.Axis, frame.OrientedAlong(new Vector3d(0, -1e-3, 0)).Axis);
        Assert.Equal(frame, frame.OrientedAlong(Vector3d.Zero));
        Assert.Equal(1, NvFrame.FromDegrees(90, 180).OrientedAlong(Vector3d.Zero).Axis.X, 12);
    }

    [Fact]
    public void AMapRotatedCounterClockwiseSeesTheAxisRotatedClockwise() =>
        Assert.Equal(60, NvFrame.FromDegrees(90, 90).InMapRotatedBy(30).PhiDegrees, 10);
}
