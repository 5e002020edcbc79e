namespace NvScanner.Physics.Materials;

/// <summary>Conversions between the ways in which magnetic susceptibilities are tabulated.</summary>
public static class Susceptibility
{
    /// <summary>Molar susceptibility in m³/mol (SI) from one in cm³/mol (cgs, also written emu/mol): times 4 pi 1e-6 (CRC Handbook).</summary>
    public static double MolarFromCgs(double cubicCentimetresPerMole) => 4e-6 * Math.PI * cubicCentimetresPerMole;

    /// <summary>Volume susceptibility (SI, dimensionless) from a molar susceptibility and a molar volume in m³/mol; the volume must be positive.</summary>
    public static double VolumeFromMolar(double molarSusceptibility, double molarVolume) => molarVolume > 0
        ? molarSusceptibility / molarVolume
        : throw new ArgumentOutOfRangeException(nameof(molarVolume), molarVolume, "A mole fills a positive volume.");

    /// <summary>Molar volume in m³/mol from a molar mass in kg/mol and a density in kg/m³, both positive.</summary>
    public static double MolarVolume(double molarMass, double density) => molarMass > 0 && density > 0
        ? molarMass / density
        : throw new ArgumentOutOfRangeException(nameof(density), $"A molar mass of {molarMass} kg/mol and a density of {density} kg/m³ give no volume; both are positive.");
}
