namespace NvScanner.Abstractions.Scanning;

/// <summary>How a battery sample was prepared; an empty text is not known.</summary>
/// <param name="Geometry">"cross-section", "in-plane" or "exposed-surface".</param>
/// <param name="Atmosphere">What the surface is exposed to.</param>
/// <param name="ProtectiveLayer">What covers the surface.</param>
/// <param name="PolishedAt">When the surface was made, ISO 8601 with offset.</param>
public sealed record BatterySample(string Geometry = "", string Atmosphere = "", string ProtectiveLayer = "", string PolishedAt = "");
