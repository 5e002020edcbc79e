namespace NvScanner.Physics.Odmr;

/// <summary>Photon rate, contrast and linewidth of CW-ODMR at one laser and microwave power.</summary>
/// <param name="PhotonRate">Detected signal photons per second off resonance, without background.</param>
/// <param name="Contrast">Depth of a fully driven transition (the sum over its hyperfine components), 0 to 1.</param>
/// <param name="LinewidthHz">FWHM of one hyperfine component in Hz.</param>
public readonly record struct CwOperatingPoint(double PhotonRate, double Contrast, double LinewidthHz);
