namespace NvScanner.Fitting;

/// <summary>The profile of one resonance line, a function of u = 2 (f - centre) / FWHM.</summary>
public enum LineShape
{
    /// <summary>1 / (1 + u^2).</summary>
    Lorentzian,

    /// <summary>exp(-ln 2 u^2).</summary>
    Gaussian,

    /// <summary>Pseudo-Voigt: m / (1 + u^2) + (1 - m) exp(-ln 2 u^2), one mixing m for all lines (Thompson, Cox and Hastings 1987).</summary>
    Voigt,

    /// <summary>u / (1 + u^2)^2, scaled to extrema of one: the signal of a lock-in with frequency modulation.</summary>
    LorentzianDerivative,
}
