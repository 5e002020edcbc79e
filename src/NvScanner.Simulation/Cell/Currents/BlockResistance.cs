namespace NvScanner.Simulation.Cell.Currents;

/// <summary>Areal resistances of a block, from the currents that flow in it.</summary>
/// <param name="OhmSquareMetre">Voltage across the block over the nominal current density.</param>
/// <param name="SeparatorOhmSquareMetre">
/// The part of it that is the conductors' own between the negative contact and the positive electrode, without the charge transfer at the lithium: their Joule
/// heat over the square of the nominal density (Tellegen's theorem: the parts add up to the whole). Zero where a contact stands in their place.
/// </param>
internal readonly record struct BlockResistance(double OhmSquareMetre, double SeparatorOhmSquareMetre);
