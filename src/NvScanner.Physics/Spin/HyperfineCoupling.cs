namespace NvScanner.Physics.Spin;

/// <summary>Coupling of the centre's nitrogen nucleus: A_par Sz Iz + A_perp (Sx Ix + Sy Iy) + P Iz² - gamma_n B·I, over h.</summary>
/// <param name="NuclearSpin">I in units of h-bar: 1 or 1/2.</param>
/// <param name="ParallelHz">A_par in Hz.</param>
/// <param name="PerpendicularHz">A_perp in Hz.</param>
/// <param name="QuadrupoleHz">P in Hz, 0 for spin 1/2.</param>
/// <param name="GyromagneticRatioHzPerTesla">gamma_n in Hz/T.</param>
public sealed record HyperfineCoupling(
    double NuclearSpin, double ParallelHz, double PerpendicularHz, double QuadrupoleHz, double GyromagneticRatioHzPerTesla)
{
    /// <summary>14N (Felton et al., PRB 79, 075203 (2009); A_par and P of Smeltzer et al. 2009 differ by 0.5 %).</summary>
    public static HyperfineCoupling Nitrogen14 { get; } = new(1, -PhysicalConstants.Nitrogen14SplittingHz, -2.70e6, -4.96e6, 3.077e6);

    /// <summary>15N (Felton et al., PRB 79, 075203 (2009)).</summary>
    public static HyperfineCoupling Nitrogen15 { get; } = new(0.5, PhysicalConstants.Nitrogen15SplittingHz, 3.65e6, 0, -4.316e6);

    /// <summary>The coupling of an isotope; null for <see cref="NitrogenIsotope.None"/>.</summary>
    public static HyperfineCoupling? Of(NitrogenIsotope isotope) => isotope switch
    {
        NitrogenIsotope.Nitrogen14 => Nitrogen14,
        NitrogenIsotope.Nitrogen15 => Nitrogen15,
        _ => null,
    };
}
