namespace NvScanner.Fitting.Sweeps;

/// <summary>When sweeps of one spectrum are said to disagree.</summary>
public sealed record SweepScreening
{
    /// <summary>The most spectra of sound sweeps in which anything at all is called an outlier, as a fraction; default one in a thousand.</summary>
    public double FalseAlarmRate { get; init; } = 1e-3;

    /// <summary>How much brighter or darker one sweep, or part of it, may be than the others without being an outlier, as a fraction; default a tenth: light drifts.</summary>
    public double RateTolerance { get; init; } = 0.1;
}
