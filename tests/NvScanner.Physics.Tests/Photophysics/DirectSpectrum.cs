using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

/// <summary>
/// CW spectra by summing thousands of members, each with lines from the closed form of the levels and a steady state by elimination: slow, and without the
/// sums, vectors and closed forms of <see cref="CwSpectrum"/>.
/// </summary>
internal static class DirectSpectrum
{
    private const double Reach = 6; // standard deviations
    private const int FewestMembers = 801;
    private const double LargestStepOfMixing = 0.25; // of the width within which the levels mix at a crossing

    /// <summary>Photons per second at the frequencies.</summary>
    public static double[] Rates(
        CwResponse response, double laserPowerWatts, double rabiHz, Vector3d field, double strainHz, double[] frequenciesHz)
    {
        const double zero = PhysicalConstants.NominalZeroFieldSplittingHz, gamma = PhysicalConstants.GyromagneticRatioHzPerTesla;
        var centre = response.Photophysics;
        var halfWidth = response.HomogeneousHalfWidthHz;
        var members = Members(centre, field * gamma);
        var rates = new double[frequenciesHz.Length];
        var total = 0.0;
        foreach (var nuclear in HyperfineStructure.OffsetsHz(centre.Nitrogen))
            for (var member = 0; member < members; member++)
            {
                var x = Reach * (2 * (member + 0.37) / members - 1); // off the crossing itself
                var weight = Math.Exp(-0.5 * x * x);
                total += weight;
                var memberField = field + new Vector3d(0, 0, (nuclear + x * centre.StaticDetuningHz) / gamma);
                var (lower, upper) = NvGroundState.Levels(zero, strainHz, memberField).Transitions;
                var steady = NvSteadyState.At(centre, laserPowerWatts, memberField, zero, strainHz);
                for (var i = 0; i < rates.Length; i++)
                    rates[i] += weight * steady.PhotonRate(
                        DriveRate(steady.LowerDriveStrength, frequenciesHz[i] - lower), DriveRate(steady.UpperDriveStrength, frequenciesHz[i] - upper));
            }
        foreach (ref var rate in rates.AsSpan()) rate /= total;
        return rates;

        // W = (2 pi f_R)² G/2/(G² + (2 pi d)²), G = 2 pi times the half width
        double DriveRate(double strength, double detuningHz) =>
            Math.PI * rabiHz * rabiHz * strength * halfWidth / (halfWidth * halfWidth + detuningHz * detuningHz);
    }

    // levels that cross at no field change their order alone, which the members' sum does not see
    private static int Members(NvPhotophysics centre, Vector3d larmorHz)
    {
        var mixing = Math.Sqrt(2 * (larmorHz.X * larmorHz.X + larmorHz.Y * larmorHz.Y));
        var isNearCrossing = Math.Min(
            Math.Abs(PhysicalConstants.NominalZeroFieldSplittingHz - Math.Abs(larmorHz.Z)),
            Math.Abs(centre.ExcitedZeroFieldSplittingHz - Math.Abs(larmorHz.Z))) < 20e6;
        return isNearCrossing ? Math.Max(FewestMembers, (int)(2 * Reach * centre.StaticDetuningHz / (LargestStepOfMixing * mixing))) : FewestMembers;
    }
}
