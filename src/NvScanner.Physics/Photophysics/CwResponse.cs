using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Continuous-wave fluorescence of one NV centre at one laser power and Rabi frequency: build it once per operating point, then take a
/// <see cref="CwSpectrum"/> at every field. Immutable and thread safe.
/// </summary>
/// <remarks>
/// <code>
/// var response = new CwResponse(photophysics, laserPowerWatts: 150e-6, rabiFrequencyHz: 1.1e6);
/// var spectrum = response.SpectrumAt(fieldInNvFrame, zeroFieldSplittingHz, strainHz);   // per pixel, no allocation
/// spectrum.RatesAt(frequenciesHz, ratesPerSecond);                                      // a whole sweep, 10 to 20 µs
/// </code>
/// The steady state is exact at every field and for every member of the ensemble: nothing is interpolated between operating points. What is approximated
/// is the average over the quasi-static bath, a sum that converges exponentially; its error is below 1e-5 of the photon rate, level crossings included
/// (1e-4 where the light is so weak that lines are narrower than the bath).
/// Background, dark counts and dead time belong to the counter and are not in the rate.
/// </remarks>
public sealed class CwResponse
{
    private const int MaximumSideNodes = 200;
    private const double ReachInSigma = 4.5;

    private readonly double _laserPowerWatts;
    private readonly double _rabiFrequencyHz;

    /// <summary>
    /// Of a centre at a laser power (W, at least 0) and the Rabi frequency (ordinary Hz, at least 0) with which the microwaves would drive
    /// either line of an unmixed spin; throws ArgumentException for a centre that is not physical.
    /// </summary>
    public CwResponse(NvPhotophysics photophysics, double laserPowerWatts, double rabiFrequencyHz)
    {
        ArgumentNullException.ThrowIfNull(photophysics);
        photophysics.ThrowIfNotPhysical();
        if (!(laserPowerWatts >= 0)) throw new ArgumentOutOfRangeException(nameof(laserPowerWatts), laserPowerWatts, "The laser power is at least 0 W.");
        if (!(rabiFrequencyHz >= 0)) throw new ArgumentOutOfRangeException(nameof(rabiFrequencyHz), rabiFrequencyHz, "The Rabi frequency is at least 0 Hz.");
        (Photophysics, _laserPowerWatts, _rabiFrequencyHz) = (photophysics, laserPowerWatts, rabiFrequencyHz);
        HomogeneousHalfWidthHz =
            (SevenLevels.CoherenceLoss(photophysics, photophysics.PumpRate(laserPowerWatts)) + 1 / photophysics.CoherenceSeconds) / (2 * Math.PI);
        Bath = ResolveBath();
    }

    /// <summary>The centre.</summary>
    public NvPhotophysics Photophysics { get; }

    /// <summary>Half width in Hz at half maximum of an unsaturated line: optical excitation, T1 and T2, without the quasi-static bath.</summary>
    public double HomogeneousHalfWidthHz { get; }

    internal StaticBath Bath { get; }

    /// <summary>
    /// The spectrum at a field in the NV frame (T) for the ground triplet's zero-field splitting and strain (Hz): solves the steady state
    /// there, with the mixing of both triplets. Any field is allowed; where the spin states mix, the contrast goes.
    /// </summary>
    public CwSpectrum SpectrumAt(
        Vector3d fieldInNvFrame, double zeroFieldSplittingHz = PhysicalConstants.NominalZeroFieldSplittingHz, double strainHz = 0)
    {
        return new CwSpectrum(this, fieldInNvFrame, zeroFieldSplittingHz, strainHz);
    }

    internal ReadOnlySpan<double> NuclearOffsetsHz => HyperfineStructure.OffsetsHz(Photophysics.Nitrogen);

    internal double PumpRate => Photophysics.PumpRate(_laserPowerWatts);

    /// <summary>Rate in 1/s at which the microwaves exchange two populations on a line of strength one: the steady coherence of the Bloch equations.</summary>
    internal double ResonantDriveRate => Math.PI * _rabiFrequencyHz * _rabiFrequencyHz / HomogeneousHalfWidthHz;

    private StaticBath ResolveBath()
    {
        var sigma = Photophysics.StaticDetuningHz;
        var unmixed = NvSteadyState.At(Photophysics, _laserPowerWatts, Vector3d.Zero, PhysicalConstants.NominalZeroFieldSplittingHz)
            .Dip().InUnitsOf(ResonantDriveRate, ResonantDriveRate);
        var width = HomogeneousHalfWidthHz * Math.Sqrt(1 + Math.Max(0, unmixed.LowerSaturation));
        // exp(-2 pi 2.8) = 2e-8 of a line that moves by one Hz per Hz of axial field; beyond the crossing of the ground levels the upper one moves by two
        var step = Math.Min(1.1 * sigma, width / 2.8);
        return StaticBath.Create(sigma, ReachInSigma, Math.Clamp((int)Math.Ceiling(ReachInSigma * sigma / step), 1, MaximumSideNodes));
    }
}
