namespace NvScanner.Physics.Odmr;

/// <summary>One resonance of a spectrum S = 1 - sum C/m L(2(f - centre - offset_k)/width) over the m hyperfine components, L(u) = 1/(1 + u²).</summary>
/// <param name="CentreHz">Centre of the multiplet in Hz.</param>
/// <param name="Contrast">Summed depth of its components, 0 to 1.</param>
/// <param name="LinewidthHz">FWHM of one component in Hz.</param>
public readonly record struct OdmrLine(double CentreHz, double Contrast, double LinewidthHz);
