using System.Globalization;

namespace NvScanner.Physics.Spin;

/// <summary>
/// Judges a bias field by what it does to the spin: mixing takes contrast and photons (Tetienne et al., NJP 14, 103033 (2012)), turns the response
/// away from the axis, and near an anticrossing the nucleus polarises. Transverse field alone is no measure of it.
/// </summary>
public static class OperatingPointCheck
{
    private const double LeastMsZeroWeight = 0.98;
    private const double LargestTiltDegrees = 5;
    private const double NearAnticrossingTesla = 5e-3;
    private const double LeastResponse = 0.5;
    private const double Gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;

    /// <summary>
    /// Warnings for zero-field splitting D and strain E in Hz and a bias in the NV frame in T; empty for a sound operating point. The response is
    /// that of the difference of both lines, or of the one line that alone is measured.
    /// </summary>
    public static IReadOnlyList<OperatingPointWarning> Warnings(
        double zeroFieldSplittingHz, double strainHz, Vector3d biasTesla, NvLine? singleLine = null)
    {
        var warnings = new List<OperatingPointWarning>();
        var along = Math.Abs(biasTesla.Z);
        var ground = NvGroundState.Levels(zeroFieldSplittingHz, strainHz, biasTesla);
        var excited = NvGroundState.Levels(PhysicalConstants.ExcitedStateSplittingHz, 0, biasTesla);

        void Warn(OperatingPointRisk risk, double value, FormattableString message) =>
            warnings.Add(new OperatingPointWarning(risk, value, message.ToString(CultureInfo.InvariantCulture)));

        void WarnNear(OperatingPointRisk risk, string state, double splittingHz)
        {
            var crossing = splittingHz / Gamma;
            if (Math.Abs(along - crossing) < NearAnticrossingTesla)
                Warn(risk, along, $"the bias along the NV, {1e3 * along:F1} mT, is near the {state} level anticrossing at {1e3 * crossing:F1} mT: electron and nucleus exchange spin there, and nuclear polarisation makes the hyperfine lines uneven");
        }

        WarnNear(OperatingPointRisk.NearExcitedStateAnticrossing, "excited-state", PhysicalConstants.ExcitedStateSplittingHz);
        WarnNear(OperatingPointRisk.NearGroundStateAnticrossing, "ground-state", zeroFieldSplittingHz);
        if (along > zeroFieldSplittingHz / Gamma)
            Warn(OperatingPointRisk.BeyondGroundStateAnticrossing, along, $"the bias along the NV, {1e3 * along:F1} mT, is above the ground-state level anticrossing: ms = 0 is no longer the lowest level, and B_parallel from the fitted lines is not valid there");

        // above an anticrossing the lowest level is ms = -1 by itself: what counts is how pure the purest level is, not the order
        if (PurestWeight(ground) is < LeastMsZeroWeight and var inGround)
            Warn(OperatingPointRisk.MixedGroundState, inGround, $"the bias across the NV, {1e3 * Across(biasTesla):F2} mT, mixes the spin states: the purest ground level holds only {inGround:F3} of ms = 0 (at least {LeastMsZeroWeight} wanted), so that contrast falls and the lines bend");
        if (PurestWeight(excited) is < LeastMsZeroWeight and var inExcited)
            Warn(OperatingPointRisk.MixedExcitedState, inExcited, $"the bias across the NV, {1e3 * Across(biasTesla):F2} mT, mixes the spin states: the purest excited level holds only {inExcited:F3} of ms = 0 (at least {LeastMsZeroWeight} wanted), so that contrast and photon rate fall");

        if (ground.SplittingHz > 0)
        {
            // in units of gamma: 1 along n without mixing and strain
            var response = (singleLine is { } line
                ? ground.Gradient(line)
                : (ground.Gradient(NvLine.Upper) - ground.Gradient(NvLine.Lower)) * 0.5) * (1 / Gamma);
            var tilt = response.Norm > 0 ? double.RadiansToDegrees(Math.Atan2(Across(response), Math.Abs(response.Z))) : 0;
            if (response.Norm < LeastResponse)
                Warn(OperatingPointRisk.StrainedResponse, response.Norm, $"a strain of {1e-6 * strainHz:F2} MHz holds the lines against a bias of {1e3 * along:F3} mT along the NV: they respond with {response.Norm:F2} of the gyromagnetic ratio");
            else if (tilt > LargestTiltDegrees)
                Warn(OperatingPointRisk.TiltedResponse, tilt, $"the lines respond to fields along an axis {tilt:F1} degrees off the NV axis: mixing by the bias across the NV turns it");
        }
        return warnings;
    }

    // where two levels coincide no weight is defined, and the third level alone tells
    private static double PurestWeight(SpinLevels levels)
    {
        var purest = 0.0;
        for (var level = 0; level < 3; level++)
            if (levels.MsZeroWeight(level) is var weight && weight > purest) purest = weight;
        return purest;
    }

    private static double Across(Vector3d vector) => double.Hypot(vector.X, vector.Y);
}
