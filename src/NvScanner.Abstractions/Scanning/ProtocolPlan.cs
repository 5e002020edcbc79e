namespace NvScanner.Abstractions.Scanning;

/// <summary>The measurement at every pixel: continuous-wave ODMR.</summary>
public sealed record ProtocolPlan
{
    /// <summary>Kind; "cw-odmr".</summary>
    public string Kind { get; init; } = "cw-odmr";

    /// <summary>Measured transitions.</summary>
    public MeasuredLines Lines { get; init; } = MeasuredLines.Both;

    /// <summary>Swept windows, ascending and disjoint.</summary>
    public required IReadOnlyList<FrequencyWindow> Windows { get; init; }

    /// <summary>Counting time of one point in one sweep.</summary>
    public required TimeSpan Dwell { get; init; }

    /// <summary>Sweeps per pixel; with a stop rule the least.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Stop rule, or null.</summary>
    public StopRule? Stop { get; init; }

    /// <summary>Name of the fit model, or "auto".</summary>
    public string FitModel { get; init; } = "auto";

    /// <summary>Who steps the frequency.</summary>
    public SweepTiming Timing { get; init; } = SweepTiming.Auto;

    /// <summary>All frequencies in Hz: the concatenation of the windows, as in /entry/raw/frequency.</summary>
    public double[] FrequenciesHz() =>
        Windows.SelectMany(w => Enumerable.Range(0, w.Points).Select(i => i == w.Points - 1 ? w.ToHz : w.FromHz + i * w.StepHz)).ToArray();
}
