namespace NvScanner.Simulation.Cell;

/// <summary>The sine in a cell's current at one time: amplitude cos(phase).</summary>
/// <param name="AmplitudeAmperes">Peak amplitude that really flows, 0 for none.</param>
/// <param name="FrequencyHz">Frequency.</param>
/// <param name="PhaseRadians">Phase at that time.</param>
internal readonly record struct CellSine(double AmplitudeAmperes, double FrequencyHz, double PhaseRadians)
{
    /// <summary>What it adds to the current at that time.</summary>
    public double Amperes => AmplitudeAmperes == 0 ? 0 : AmplitudeAmperes * Math.Cos(PhaseRadians);
}
