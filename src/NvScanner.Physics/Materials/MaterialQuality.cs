namespace NvScanner.Physics.Materials;

/// <summary>How far the susceptibility of a material is to be trusted.</summary>
public enum MaterialQuality
{
    /// <summary>As printed in its source.</summary>
    Ok,

    /// <summary>As printed; only its order of magnitude could be checked.</summary>
    Plausible,

    /// <summary>Assumed, without a measurement.</summary>
    Estimate,

    /// <summary>The printed value was replaced by a better founded one.</summary>
    Suspect,

    /// <summary>The printed values contradict each other; what is adopted, if anything, has another reason.</summary>
    Corrupt,

    /// <summary>No value was printed.</summary>
    Missing,
}
