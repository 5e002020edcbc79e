namespace NvScanner.Fitting;

/// <summary>The hyperfine multiplet that one transition shows; components share width and depth.</summary>
public enum Hyperfine
{
    /// <summary>One component.</summary>
    None,

    /// <summary>Three components at -2.16, 0 and +2.16 MHz.</summary>
    Nitrogen14,

    /// <summary>Two components at -1.515 and +1.515 MHz.</summary>
    Nitrogen15,
}
