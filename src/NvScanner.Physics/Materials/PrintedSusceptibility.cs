namespace NvScanner.Physics.Materials;

/// <summary>What the paper's table says of a material, word for word where the scan allows it.</summary>
/// <param name="Material">Name as printed.</param>
/// <param name="MolarSusceptibility">Value as printed in m³/mol, null where none stands.</param>
/// <param name="Influence">Influence of lithium content as printed, null where none stands.</param>
public sealed record PrintedSusceptibility(string Material, double? MolarSusceptibility = null, string? Influence = null);
