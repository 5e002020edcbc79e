namespace NvScanner.Physics.Materials;

/// <summary>Susceptibility of LixCoO2 against its lithium content (molar values of the paper's table with corrected exponents; SI).</summary>
public static class LithiumCobaltOxide
{
    /// <summary>Molar volume in m³/mol (hexagonal a = 2.816 Å, c = 14.05 Å, Z = 3), taken as independent of lithium content.</summary>
    public const double MolarVolume = 1.937e-5;

    /// <summary>
    /// Molar susceptibility in m³/mol for lithium content 0 to 1: linear 1.3e-9 to 7.2e-9 for x from 1 to 0.6, then linear to 6.0e-9 at 0.5,
    /// constant below. Two-valued when inverted for 0.50 &lt;= x &lt;= 0.68.
    /// </summary>
    public static double MolarSusceptibility(double lithiumContent)
    {
        if (!(lithiumContent is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(lithiumContent), lithiumContent, "The lithium content x of LixCoO2 lies between 0 and 1.");
        return lithiumContent switch
        {
            >= 0.6 => double.Lerp(7.2e-9, 1.3e-9, (lithiumContent - 0.6) / 0.4),
            >= 0.5 => double.Lerp(6.0e-9, 7.2e-9, (lithiumContent - 0.5) / 0.1),
            _ => 6.0e-9,
        };
    }

    /// <summary>SI volume susceptibility, dimensionless, for lithium content 0 to 1.</summary>
    public static double VolumeSusceptibility(double lithiumContent) => MolarSusceptibility(lithiumContent) / MolarVolume;
}
