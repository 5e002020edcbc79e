using NvScanner.Abstractions.Instruments;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Simulation.Twin;

/// <summary>The NV centre in the tip as it truly is; its calibration in the profile may differ where a setting of the world says so.</summary>
internal sealed record SimulatedTip
{
    /// <summary>Temperature for which D is given.</summary>
    public const double ReferenceKelvin = 298;

    public required NvFrame Frame { get; init; }

    public required double ZeroFieldSplittingHz { get; init; }

    public required double StrainHz { get; init; }

    public required double StandoffAtContactMetres { get; init; }

    /// <summary>Rates and times from which spectra, contrast and light follow.</summary>
    public required NvPhotophysics Photophysics { get; init; }

    /// <summary>Scattered light in counts per second and watt of laser power.</summary>
    public required double ScatterPerWatt { get; init; }

    public required double DarkRate { get; init; }

    /// <summary>Rabi frequency in Hz at 0 dBm; it grows with the root of the power.</summary>
    public required double RabiAtZeroDbmHz { get; init; }

    /// <summary>D of an NV at a temperature; <see cref="ZeroFieldSplittingHz"/> is that at 298 K.</summary>
    public double ZeroFieldSplittingAt(double kelvin) => ZeroFieldSplittingHz + PhysicalConstants.ZeroFieldSplittingHzPerKelvin * (kelvin - ReferenceKelvin);

    public double RabiHz(double powerDbm) => RabiAtZeroDbmHz * Math.Pow(10, powerDbm / 20);

    public static NitrogenIsotope ParseNitrogen(string text, InstrumentId instrument) => text switch
    {
        "14N" => NitrogenIsotope.Nitrogen14,
        "15N" => NitrogenIsotope.Nitrogen15,
        "none" => NitrogenIsotope.None,
        _ => throw new InstrumentException(instrument, $"tip nitrogen '{text}' is not known; write 14N, 15N or none"),
    };
}
