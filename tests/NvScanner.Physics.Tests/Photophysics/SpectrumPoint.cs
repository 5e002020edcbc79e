using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

/// <summary>An operating point at which a CW spectrum is compared with the direct sum, and measured by the benchmark.</summary>
internal sealed record SpectrumPoint(string Name, double AxialTesla, double TransverseTesla)
{
    private const double GroundCrossing = PhysicalConstants.NominalZeroFieldSplittingHz / PhysicalConstants.GyromagneticRatioHzPerTesla;
    private const double ExcitedCrossing = 1.42e9 / PhysicalConstants.GyromagneticRatioHzPerTesla;

    /// <summary>Ordinary points, and those at which the spin bath itself changes how the levels mix.</summary>
    public static SpectrumPoint[] All { get; } =
    [
        new("2 mT along the axis", 2e-3, 0),
        new("2 mT along the axis, the other way round", -2e-3, 0),
        new("no field", 0, 0),
        new("no field, strain of 0.1 MHz", 0, 0) { StrainHz = 0.1e6 },
        new("0.3 mT across the axis", 0, 0.3e-3),
        new("0.3 mT across, 20 uT along, strain of 1 MHz", 20e-6, 0.3e-3) { StrainHz = 1e6 },
        Tilted(5, 54.7),
        Tilted(80, 1),
        Tilted(100, 0.1),
        Tilted(100, 0.3),
        Tilted(100, 1),
        Tilted(100, 1) with { Name = "100 mT, 1 degree off, 15N", Nitrogen = NitrogenIsotope.Nitrogen15 },
        Tilted(120, 30),
        Tilted(51, 0.5),
        new("excited levels cross, 0.1 uT across", ExcitedCrossing, 1e-7),
        new("excited levels cross, 3 uT across", ExcitedCrossing, 3e-6),
        new("excited levels cross, 0.1 mT across", ExcitedCrossing, 1e-4),
        new("ground levels cross, 0.1 uT across", GroundCrossing, 1e-7),
        new("ground levels cross, 3 uT across", GroundCrossing, 3e-6),
        new("ground levels cross for one state of 15N, 3 uT across, strain", GroundCrossing + 54e-6, 3e-6) { StrainHz = 5e6, Nitrogen = NitrogenIsotope.Nitrogen15 },
        new("ground levels cross, 10 uT across", GroundCrossing, 1e-5),
        new("ground levels cross, 0.1 mT across", GroundCrossing, 1e-4),
        new("80 uT from the crossing, 1 uT across, backwards", 80e-6 - GroundCrossing, 1e-6),
    ];

    /// <summary>Strain of the ground triplet in Hz.</summary>
    public double StrainHz { get; init; }

    /// <summary>Isotope of the nitrogen.</summary>
    public NitrogenIsotope Nitrogen { get; init; } = NitrogenIsotope.Nitrogen14;

    /// <summary>Field in the NV frame, at an azimuth that no axis of symmetry has.</summary>
    public Vector3d Field => new(0.8 * TransverseTesla, 0.6 * TransverseTesla, AxialTesla);

    /// <summary>101 frequencies over both lines.</summary>
    public double[] Frequencies()
    {
        var (lower, upper) = NvGroundState.Levels(PhysicalConstants.NominalZeroFieldSplittingHz, StrainHz, Field).Transitions;
        return upper - lower < 20e6
            ? [.. Enumerable.Range(-50, 101).Select(i => 0.5 * (lower + upper) + 0.4e6 * i)]
            : [.. Enumerable.Range(-25, 51).Select(i => lower + 0.4e6 * i), .. Enumerable.Range(-25, 50).Select(i => upper + 0.4e6 * i)];
    }

    /// <summary>The spectrum at these frequencies and the largest difference from the direct sum, in units of the rate far from both lines.</summary>
    public double DeviationFromDirectSum(NvPhotophysics tip, double laserPowerWatts, double rabiHz)
    {
        var frequencies = Frequencies();
        var rates = new double[frequencies.Length];
        var response = new CwResponse(tip with { Nitrogen = Nitrogen }, laserPowerWatts, rabiHz);
        var spectrum = response.SpectrumAt(Field, PhysicalConstants.NominalZeroFieldSplittingHz, StrainHz);
        spectrum.RatesAt(frequencies, rates);
        var direct = DirectSpectrum.Rates(response, laserPowerWatts, rabiHz, Field, StrainHz, frequencies);
        return rates.Zip(direct, (rate, expected) => Math.Abs(rate - expected)).Max() / spectrum.OffResonanceRate;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static SpectrumPoint Tilted(double milliTesla, double degrees) => new(
        FormattableString.Invariant($"{milliTesla} mT, {degrees} degrees off"),
        milliTesla * 1e-3 * Math.Cos(degrees * Math.PI / 180), milliTesla * 1e-3 * Math.Sin(degrees * Math.PI / 180));
}
