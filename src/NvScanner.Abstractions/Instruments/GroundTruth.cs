using NvScanner.Abstractions.Quantities;

namespace NvScanner.Abstractions.Instruments;

/// <summary>What a simulated rig alone knows at the NV's actual position.</summary>
/// <param name="FieldTesla">Total field in the sample frame, bias included.</param>
/// <param name="ParallelFieldTesla">n . B total.</param>
/// <param name="ZeroFieldSplittingHz">D of the NV.</param>
/// <param name="TemperatureKelvin">Temperature of the tip.</param>
/// <param name="LithiumContent">x of LixCoO2 below the tip, NaN where there is none.</param>
/// <param name="SheetCurrentDensity">Sheet current (Kx, Ky, 0) below the tip in A/m.</param>
public readonly record struct GroundTruth(Vector3 FieldTesla, double ParallelFieldTesla, double ZeroFieldSplittingHz, double TemperatureKelvin, double LithiumContent, Vector3 SheetCurrentDensity);
