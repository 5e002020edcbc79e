namespace NvScanner.Physics;

/// <summary>
/// Orientation of an NV centre in the sample frame: the axis n at polar angle theta from +z and azimuth phi counter-clockwise from +x,
/// and the two transverse axes along growing theta and growing phi, to which the strain E refers.
/// </summary>
public readonly record struct NvFrame
{
    private NvFrame(Vector3d transverseX, Vector3d transverseY, Vector3d axis) =>
        (TransverseX, TransverseY, Axis) = (transverseX, transverseY, axis);

    /// <summary>Unit vector of the NV frame's x in the sample frame: the direction in which theta grows.</summary>
    public Vector3d TransverseX { get; }

    /// <summary>Unit vector of the NV frame's y in the sample frame: the direction in which phi grows.</summary>
    public Vector3d TransverseY { get; }

    /// <summary>Unit vector n of the NV axis in the sample frame.</summary>
    public Vector3d Axis { get; }

    /// <summary>Polar angle of the axis from +z, 0 to 180 degrees.</summary>
    public double ThetaDegrees => double.RadiansToDegrees(Math.Atan2(double.Hypot(Axis.X, Axis.Y), Axis.Z));

    /// <summary>Azimuth of the axis from +x, counter-clockwise seen from +z, -180 to 180 degrees.</summary>
    public double PhiDegrees => double.RadiansToDegrees(Math.Atan2(Axis.Y, Axis.X));

    /// <summary>The frame of an axis given by its two angles in degrees.</summary>
    public static NvFrame FromDegrees(double thetaDegrees, double phiDegrees)
    {
        var (sinTheta, cosTheta) = Math.SinCos(double.DegreesToRadians(thetaDegrees));
        var (sinPhi, cosPhi) = Math.SinCos(double.DegreesToRadians(phiDegrees));
        return new NvFrame(
            new Vector3d(cosTheta * cosPhi, cosTheta * sinPhi, -sinTheta),
            new Vector3d(-sinPhi, cosPhi, 0),
            new Vector3d(sinTheta * cosPhi, sinTheta * sinPhi, cosTheta));
    }

    /// <summary>The frame of an axis given by any vector along it; throws ArgumentException for the null vector.</summary>
    public static NvFrame FromAxis(Vector3d axis)
    {
        var n = axis.Normalized();
        var transverse = double.Hypot(n.X, n.Y);
        var (cosPhi, sinPhi) = transverse > 0 ? (n.X / transverse, n.Y / transverse) : (1.0, 0.0);
        return new NvFrame(
            new Vector3d(n.Z * cosPhi, n.Z * sinPhi, -transverse),
            new Vector3d(-sinPhi, cosPhi, 0),
            n);
    }

    /// <summary>
    /// The same axis with the sign of the run's convention: n·B &gt; 0 at the bias field (tesla, sample frame); at zero bias
    /// n_z &gt; 0, and n_x &gt; 0 where n_z = 0.
    /// </summary>
    public NvFrame OrientedAlong(Vector3d biasTesla)
    {
        var along = Axis.Dot(biasTesla);
        if (along == 0) along = Math.Abs(Axis.Z) > 1e-12 ? Axis.Z : Axis.X;
        return along < 0 ? FromAxis(-Axis) : this;
    }

    /// <summary>The frame as seen in a map that is rotated counter-clockwise by the given degrees about +z in the sample frame.</summary>
    public NvFrame InMapRotatedBy(double rotationDegrees) => FromDegrees(ThetaDegrees, PhiDegrees - rotationDegrees);

    /// <summary>Components of a sample-frame vector along the NV frame's x, y and axis.</summary>
    public Vector3d ToNvFrame(Vector3d sampleVector) =>
        new(TransverseX.Dot(sampleVector), TransverseY.Dot(sampleVector), Axis.Dot(sampleVector));

    /// <summary>Sample-frame vector of the given NV-frame components.</summary>
    public Vector3d ToSampleFrame(Vector3d nvVector) =>
        TransverseX * nvVector.X + TransverseY * nvVector.Y + Axis * nvVector.Z;
}
