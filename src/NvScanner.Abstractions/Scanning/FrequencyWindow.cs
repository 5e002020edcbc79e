namespace NvScanner.Abstractions.Scanning;

/// <summary>A window of equidistant swept frequencies.</summary>
/// <param name="FromHz">First frequency in Hz.</param>
/// <param name="ToHz">Last frequency in Hz.</param>
/// <param name="Points">Number of points, at least 2.</param>
public sealed record FrequencyWindow(double FromHz, double ToHz, int Points)
{
    /// <summary>Distance of neighbouring points in Hz.</summary>
    public double StepHz => (ToHz - FromHz) / (Points - 1);

    /// <summary>Whether a frequency lies inside, ends included.</summary>
    public bool Contains(double frequencyHz) => frequencyHz >= FromHz && frequencyHz <= ToHz;
}
