namespace NvScanner.Physics.Photophysics;

/// <summary>A small field along the NV axis in tesla against time in seconds: a constant and a cosine, B(t) = B_0 + B_1 cos(2 pi f t + phase).</summary>
/// <param name="ConstantTesla">The constant part.</param>
/// <param name="AmplitudeTesla">Amplitude of the oscillating part, not its rms value.</param>
/// <param name="FrequencyHz">Frequency of the oscillating part.</param>
/// <param name="PhaseRadians">Its phase at time 0.</param>
public readonly record struct SignalField(double ConstantTesla, double AmplitudeTesla = 0, double FrequencyHz = 0, double PhaseRadians = 0)
{
    /// <summary>Integral over time in T s from <paramref name="start"/> on for <paramref name="seconds"/>, exact for any frequency.</summary>
    public double Integral(double start, double seconds)
    {
        var half = Math.PI * FrequencyHz * seconds;
        var average = half == 0 ? 1 : Math.Sin(half) / half;
        return seconds * (ConstantTesla + AmplitudeTesla * average * Math.Cos(2 * Math.PI * FrequencyHz * (start + 0.5 * seconds) + PhaseRadians));
    }
}
