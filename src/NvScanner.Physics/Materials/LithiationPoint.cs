namespace NvScanner.Physics.Materials;

/// <summary>One support of a susceptibility against lithium content.</summary>
/// <param name="X">Lithium content of the formula, 0 to 1.</param>
/// <param name="MolarSusceptibility">SI molar susceptibility in m³/mol.</param>
public sealed record LithiationPoint(double X, double MolarSusceptibility);
