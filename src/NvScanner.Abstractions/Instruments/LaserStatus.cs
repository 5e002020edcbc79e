using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>What a laser reports.</summary>
/// <param name="Emission">Whether light is emitted.</param>
/// <param name="InterlockClosed">Whether the safety interlock allows emission.</param>
/// <param name="Power">Measured power.</param>
public readonly record struct LaserStatus(bool Emission, bool InterlockClosed, OpticalPower Power);
