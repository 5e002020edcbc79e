namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Photon rate R = R_0 - (a W + b V + c W V)/(1 + d W + e V + f W V) for the rates W and V at which the lower and the upper line are driven:
/// exact for any rate model in which a drive exchanges two populations.
/// </summary>
internal readonly record struct DriveResponse
{
    public required double BrightRate { get; init; }

    public required double LowerDepth { get; init; }

    public required double UpperDepth { get; init; }

    public required double JointDepth { get; init; }

    public required double LowerSaturation { get; init; }

    public required double UpperSaturation { get; init; }

    public required double JointSaturation { get; init; }

    /// <summary>
    /// From the light without drive, and from what a unit drive of the lower and of the upper line changes: the light and the differences g of
    /// the lowest population from the other two, which without drive are the given ones.
    /// </summary>
    public static DriveResponse Of(
        double brightRate, double lowerLight, double upperLight, double lowerDifference, double upperDifference, double g11, double g12, double g21, double g22) => new()
    {
        BrightRate = brightRate,
        LowerDepth = lowerLight * lowerDifference,
        UpperDepth = upperLight * upperDifference,
        JointDepth = lowerLight * (g22 * lowerDifference - g12 * upperDifference) + upperLight * (g11 * upperDifference - g21 * lowerDifference),
        LowerSaturation = g11,
        UpperSaturation = g22,
        JointSaturation = g11 * g22 - g12 * g21,
    };

    public double DepthAt(double lowerRate, double upperRate) =>
        (LowerDepth * lowerRate + UpperDepth * upperRate + JointDepth * lowerRate * upperRate)
        / (1 + LowerSaturation * lowerRate + UpperSaturation * upperRate + JointSaturation * lowerRate * upperRate);

    /// <summary>The same with both drives in units of the given rates.</summary>
    public DriveResponse InUnitsOf(double lowerRate, double upperRate) => new()
    {
        BrightRate = BrightRate,
        LowerDepth = LowerDepth * lowerRate,
        UpperDepth = UpperDepth * upperRate,
        JointDepth = JointDepth * lowerRate * upperRate,
        LowerSaturation = LowerSaturation * lowerRate,
        UpperSaturation = UpperSaturation * upperRate,
        JointSaturation = JointSaturation * lowerRate * upperRate,
    };

    /// <summary>The same with the light and its loss multiplied by a weight.</summary>
    public DriveResponse Weighted(double weight) => this with
    {
        BrightRate = BrightRate * weight,
        LowerDepth = LowerDepth * weight,
        UpperDepth = UpperDepth * weight,
        JointDepth = JointDepth * weight,
    };
}
