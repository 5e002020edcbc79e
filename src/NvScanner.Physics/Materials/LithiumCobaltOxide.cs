namespace NvScanner.Physics.Materials;

/// <summary>Susceptibility of LixCoO2 against its lithium content, from <see cref="MaterialTable.Default"/>.</summary>
public static class LithiumCobaltOxide
{
    private static readonly Material Material = MaterialTable.Default["LixCoO2"];

    /// <summary>Molar volume in m³/mol, taken as independent of lithium content.</summary>
    public static double MolarVolume => Material.MolarVolume;

    /// <summary>
    /// Molar susceptibility in m³/mol for lithium content 0 to 1: linear 1.3e-9 to 7.2e-9 for x from 1 to 0.6, then linear to 6.0e-9 at 0.5,
    /// constant below. Two-valued when inverted for 0.50 &lt;= x &lt;= 0.68.
    /// </summary>
    public static double MolarSusceptibility(double lithiumContent) => Material.MolarSusceptibilityAt(lithiumContent);

    /// <summary>SI volume susceptibility, dimensionless, for lithium content 0 to 1.</summary>
    public static double VolumeSusceptibility(double lithiumContent) => Material.VolumeSusceptibilityAt(lithiumContent);
}
