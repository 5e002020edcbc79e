using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Rates and times of one NV- centre at room temperature from which continuous-wave spectra, fluorescence and pulsed signals follow: the
/// seven-level model of ground triplet, excited triplet and metastable singlet (Manson et al., PRB 74, 104303 (2006)).
/// </summary>
/// <remarks>The defaults are those of <see cref="Robledo2011"/>; the charge state NV0 is left out.</remarks>
public sealed record NvPhotophysics
{
    /// <summary>Single centre "A" of Robledo et al., NJP 13, 025013 (2011), Table 1: 84 % polarisation, singlet lifetime 178 ns.</summary>
    public static NvPhotophysics Robledo2011 { get; } = new();

    /// <summary>Mean of the four centres of Tetienne et al., NJP 14, 103033 (2012), Table 1: 74 % polarisation, singlet lifetime 410 ns.</summary>
    public static NvPhotophysics Tetienne2012 { get; } = new()
    {
        RadiativeRate = 65.9e6,
        CrossingRateMsZero = 7.9e6,
        CrossingRateMsOne = 53.3e6,
        SingletRateToMsZero = 0.98e6,
        SingletRateToMsOne = 0.73e6,
    };

    /// <summary>Ensemble values of Manson, Harrison and Sellars, PRB 74, 104303 (2006): no crossing from ms = 0, hence full polarisation.</summary>
    public static NvPhotophysics Manson2006 { get; } = new()
    {
        RadiativeRate = 77e6,
        CrossingRateMsZero = 0,
        CrossingRateMsOne = 30e6,
        SingletRateToMsZero = 3.3e6,
        SingletRateToMsOne = 0,
    };

    /// <summary>Spin-conserving radiative decay of the excited triplet in 1/s.</summary>
    public double RadiativeRate { get; init; } = 62.7e6;

    /// <summary>Inter-system crossing from the excited ms = 0 to the singlet in 1/s.</summary>
    public double CrossingRateMsZero { get; init; } = 12.97e6;

    /// <summary>Inter-system crossing from each of the excited ms = ±1 to the singlet in 1/s.</summary>
    public double CrossingRateMsOne { get; init; } = 80.0e6;

    /// <summary>Decay of the singlet to the ground ms = 0 in 1/s.</summary>
    public double SingletRateToMsZero { get; init; } = 3.45e6;

    /// <summary>Decay of the singlet to each of the ground ms = ±1 in 1/s.</summary>
    public double SingletRateToMsOne { get; init; } = 1.08e6;

    /// <summary>Spin-conserving optical excitation in 1/s per watt of laser power at the objective.</summary>
    public double PumpRatePerWatt { get; init; } = 30e9;

    /// <summary>Detected photons per photon emitted, 0 to 1: a diamond nanopillar's, 1.5 Mcps at infinite laser power.</summary>
    public double DetectionEfficiency { get; init; } = 0.106;

    /// <summary>Spin-lattice relaxation time T1 of the ground triplet in s: every pair of levels exchanges at 1/(3 T1).</summary>
    public double RelaxationSeconds { get; init; } = 5e-3;

    /// <summary>T2* in s of the quasi-static bath: the free induction decays as exp(-(t/T2*)²), the detuning is normal with sigma = 1/(sqrt 2 pi T2*).</summary>
    public double InhomogeneousDephasingSeconds { get; init; } = 1e-6;

    /// <summary>T2 in s of a Hahn echo, which decays as exp(-(T/T2)^p).</summary>
    public double CoherenceSeconds { get; init; } = 100e-6;

    /// <summary>Exponent p, at least 1, of the echo's decay: 1 for white noise, 3 for a slow Ornstein-Uhlenbeck bath.</summary>
    public double CoherenceExponent { get; init; } = 1.5;

    /// <summary>Zero-field splitting of the excited triplet in Hz (Fuchs et al., PRL 101, 117601 (2008)).</summary>
    public double ExcitedZeroFieldSplittingHz { get; init; } = 1.42e9;

    /// <summary>Gyromagnetic ratio of the excited triplet in Hz/T; g is 2.0 as in the ground triplet (Fuchs et al. 2008).</summary>
    public double ExcitedGyromagneticRatioHzPerTesla { get; init; } = PhysicalConstants.GyromagneticRatioHzPerTesla;

    /// <summary>Isotope of the nitrogen, unpolarised, whose axial hyperfine field each member of the ensemble feels.</summary>
    public NitrogenIsotope Nitrogen { get; init; } = NitrogenIsotope.Nitrogen14;

    /// <summary>Mean time in s that the singlet lives.</summary>
    public double SingletLifetimeSeconds => 1 / (SingletRateToMsZero + 2 * SingletRateToMsOne);

    /// <summary>Optical excitation rate in 1/s at a laser power in W.</summary>
    public double PumpRate(double laserPowerWatts) => PumpRatePerWatt * laserPowerWatts;

    /// <summary>Standard deviation in Hz of the quasi-static detuning.</summary>
    public double StaticDetuningHz => 1 / (Math.Sqrt(2) * Math.PI * InhomogeneousDephasingSeconds);

    /// <summary>
    /// The same centre, pumped and collected such that the detected rate without microwaves on an unmixed spin is
    /// <paramref name="saturatedRate"/> (1/s) at infinite and half of it at <paramref name="saturationPowerWatts"/>; throws
    /// ArgumentException where that asks for more photons than are emitted.
    /// </summary>
    public NvPhotophysics WithSaturation(double saturatedRate, double saturationPowerWatts)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(saturatedRate);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(saturationPowerWatts);
        var (emitted, halfPump) = Saturation();
        var changed = this with { DetectionEfficiency = saturatedRate / emitted, PumpRatePerWatt = halfPump / saturationPowerWatts };
        return changed.DetectionEfficiency <= 1
            ? changed
            : throw new ArgumentException(
                FormattableString.Invariant($"The centre emits {emitted:g3} photons per second at most: a detected rate of {saturatedRate:g3} is impossible."),
                nameof(saturatedRate));
    }

    /// <summary>Throws ArgumentException naming the first parameter that is not physical.</summary>
    public void ThrowIfNotPhysical()
    {
        Require(RadiativeRate > 0, nameof(RadiativeRate), "a rate above 0");
        Require(CrossingRateMsZero >= 0, nameof(CrossingRateMsZero), "a rate of at least 0");
        Require(CrossingRateMsOne >= 0, nameof(CrossingRateMsOne), "a rate of at least 0");
        Require(SingletRateToMsZero >= 0, nameof(SingletRateToMsZero), "a rate of at least 0");
        Require(SingletRateToMsOne >= 0, nameof(SingletRateToMsOne), "a rate of at least 0");
        Require(SingletRateToMsZero + SingletRateToMsOne > 0, nameof(SingletRateToMsZero), "a way out of the singlet");
        Require(PumpRatePerWatt > 0, nameof(PumpRatePerWatt), "a rate above 0");
        Require(DetectionEfficiency is > 0 and <= 1, nameof(DetectionEfficiency), "a fraction between 0 and 1");
        Require(RelaxationSeconds > 0, nameof(RelaxationSeconds), "a time above 0");
        Require(InhomogeneousDephasingSeconds > 0, nameof(InhomogeneousDephasingSeconds), "a time above 0");
        Require(CoherenceSeconds > 0, nameof(CoherenceSeconds), "a time above 0");
        Require(CoherenceExponent >= 1, nameof(CoherenceExponent), "an exponent of at least 1");
        Require(ExcitedZeroFieldSplittingHz > 0, nameof(ExcitedZeroFieldSplittingHz), "a frequency above 0");

        static void Require(bool isPhysical, string name, string wanted)
        {
            if (!isPhysical) throw new ArgumentException($"{name} of the NV centre must be {wanted}.", name);
        }
    }

    // photons emitted per second at infinite power, and the pump rate of half of it: with populations P in proportion to a polarised
    // ground triplet the emitted rate is P_inf k/(k + k_half), so that two pump rates suffice
    private (double Emitted, double HalfPump) Saturation()
    {
        var unit = this with { DetectionEfficiency = 1, PumpRatePerWatt = 1 };
        double weak = 0.1 * RadiativeRate, strong = 10 * RadiativeRate;
        double atWeak = unit.UnmixedRate(weak), atStrong = unit.UnmixedRate(strong);
        var halfPump = (atStrong - atWeak) / (atWeak / weak - atStrong / strong);
        return (atStrong * (1 + halfPump / strong), halfPump);
    }

    private double UnmixedRate(double laserPowerWatts) =>
        NvSteadyState.At(this, laserPowerWatts, Vector3d.Zero, PhysicalConstants.NominalZeroFieldSplittingHz).PhotonRate();
}
