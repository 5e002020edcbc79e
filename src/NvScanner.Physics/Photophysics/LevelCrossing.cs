namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Where ms = 0 and ms = -1 (or +1) of the ground or of the excited triplet meet: how much axial field is missing, and how close to it the field across
/// the axis mixes them.
/// </summary>
internal readonly record struct LevelCrossing(double DistanceHz, double MixingHz)
{
    /// <summary>
    /// The crossing nearest to a field gamma B in the NV frame (Hz) for the ground triplet's zero-field splitting and strain in Hz. Two levels that
    /// are coupled by b_perp/sqrt 2 differ by sqrt(distance² + 2 b_perp²).
    /// </summary>
    public static LevelCrossing Nearest(NvPhotophysics centre, Vector3d larmorHz, double zeroFieldSplittingHz, double strainHz)
    {
        var axial = Math.Abs(larmorHz.Z);
        var ground = Math.Sqrt(zeroFieldSplittingHz * zeroFieldSplittingHz - strainHz * strainHz) - axial;
        var excited = centre.ExcitedZeroFieldSplittingHz * PhysicalConstants.GyromagneticRatioHzPerTesla / centre.ExcitedGyromagneticRatioHzPerTesla - axial;
        var nearest = Math.Abs(ground) < Math.Abs(excited) ? ground : excited;
        return new LevelCrossing(
            larmorHz.Z < 0 ? -nearest : nearest, Math.Sqrt(2 * (larmorHz.X * larmorHz.X + larmorHz.Y * larmorHz.Y)));
    }
}
