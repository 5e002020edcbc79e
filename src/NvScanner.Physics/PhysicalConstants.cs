namespace NvScanner.Physics;

/// <summary>Constants of the NV centre and of magnetostatics, SI units; frequencies are ordinary Hz, never angular.</summary>
public static class PhysicalConstants
{
    /// <summary>Gyromagnetic ratio in Hz/T: the free electron's, CODATA 2018, 28 024.9514 MHz/T.</summary>
    public const double GyromagneticRatioHzPerTesla = 28_024_951_400.0;

    /// <summary>Nominal zero-field splitting D at 300 K in Hz (Doherty et al., Phys. Rep. 528, 1 (2013)); every tip is calibrated.</summary>
    public const double NominalZeroFieldSplittingHz = 2.870e9;

    /// <summary>Zero-field splitting of the excited triplet in Hz at room temperature (Fuchs et al., PRL 101, 117601 (2008)).</summary>
    public const double ExcitedStateSplittingHz = 1.42e9;

    /// <summary>dD/dT in Hz/K at 280-330 K (Acosta et al., PRL 104, 070801 (2010)).</summary>
    public const double ZeroFieldSplittingHzPerKelvin = -74_200.0;

    /// <summary>Vacuum permeability in T m/A (CODATA 2018).</summary>
    public const double VacuumPermeability = 1.25663706212e-6;

    /// <summary>Spacing of neighbouring 14N hyperfine lines in Hz (Smeltzer et al. 2009; physics page, section 0).</summary>
    public const double Nitrogen14SplittingHz = 2.16e6;

    /// <summary>Spacing of the 15N hyperfine doublet in Hz (Felton et al., PRB 79, 075203 (2009)).</summary>
    public const double Nitrogen15SplittingHz = 3.03e6;
}
