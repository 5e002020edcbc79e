namespace NvScanner.Abstractions.Scanning;

/// <summary>What a random draw is for, beside the seed and the purpose.</summary>
/// <param name="Frame">Frame, from 0; reference visits use -1, repeated ones -2.</param>
/// <param name="Pixel">y * width + x; the running number of a reference visit.</param>
/// <param name="Pass">Sweep over the spectrum, from 0.</param>
public readonly record struct MeasurementKey(int Frame, int Pixel, int Pass);
