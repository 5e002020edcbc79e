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

    public double DepthAt(double lowerRate, double upperRate) =>
        (LowerDepth * lowerRate + UpperDepth * upperRate + JointDepth * lowerRate * upperRate)
        / (1 + LowerSaturation * lowerRate + UpperSaturation * upperRate + JointSaturation * lowerRate * upperRate);
}
