namespace NvScanner.Physics.Spin;

/// <summary>Offsets of the hyperfine lines from the centre of the multiplet, for an unpolarised nucleus.</summary>
public static class HyperfineStructure
{
    private static readonly double[] Single = [0];
    private static readonly double[] Triplet = [-PhysicalConstants.Nitrogen14SplittingHz, 0, PhysicalConstants.Nitrogen14SplittingHz];
    private static readonly double[] Doublet = [-0.5 * PhysicalConstants.Nitrogen15SplittingHz, 0.5 * PhysicalConstants.Nitrogen15SplittingHz];

    /// <summary>Ascending offsets in Hz of the equally deep components; one null for no structure.</summary>
    public static ReadOnlySpan<double> OffsetsHz(NitrogenIsotope isotope) => isotope switch
    {
        NitrogenIsotope.None => Single,
        NitrogenIsotope.Nitrogen14 => Triplet,
        NitrogenIsotope.Nitrogen15 => Doublet,
        _ => throw new ArgumentOutOfRangeException(nameof(isotope), isotope, "Known isotopes are none, 14N and 15N."),
    };
}
