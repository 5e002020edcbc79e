namespace NvScanner.Physics.Materials;

/// <summary>Magnetic state of a material at room temperature.</summary>
public enum MagneticOrder
{
    /// <summary>Weakly repelled, chi below 0.</summary>
    Diamagnetic,

    /// <summary>Weakly attracted, chi above 0, M proportional to B.</summary>
    Paramagnetic,

    /// <summary>Magnetised by itself; no susceptibility describes it.</summary>
    Ferromagnetic,
}
