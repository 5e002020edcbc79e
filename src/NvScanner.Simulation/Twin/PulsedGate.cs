namespace NvScanner.Simulation.Twin;

/// <summary>What one gate of a pulse sequence sees per repetition: its length, how much of it is lit, and the photons detected from the NV.</summary>
internal readonly record struct PulsedGate(double Seconds, double LitSeconds, double NvPhotons);
