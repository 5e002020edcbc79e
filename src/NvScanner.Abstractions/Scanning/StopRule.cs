using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Scanning;

/// <summary>When a pixel is good enough.</summary>
/// <param name="SigmaB">One-sigma random error of B_parallel to be reached.</param>
/// <param name="MaxTime">Longest photon-collecting time of a pixel.</param>
public sealed record StopRule(MagneticField SigmaB, TimeSpan MaxTime);
