namespace NvScanner.Physics.Spin;

/// <summary>Isotope of the centre's nitrogen, which splits every transition into a multiplet.</summary>
public enum NitrogenIsotope
{
    /// <summary>No resolved hyperfine structure.</summary>
    None,

    /// <summary>Spin 1: three lines.</summary>
    Nitrogen14,

    /// <summary>Spin 1/2: two lines.</summary>
    Nitrogen15,
}
