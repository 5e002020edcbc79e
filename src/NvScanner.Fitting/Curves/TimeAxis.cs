namespace NvScanner.Fitting.Curves;

/// <summary>The times of a curve in units of the last one.</summary>
internal sealed class TimeAxis
{
    private const int FewestPoints = 4;

    /// <summary>Checks the times: at least four, finite, not negative, ascending; <see cref="ArgumentException"/> names the first index that is not.</summary>
    public TimeAxis(ReadOnlySpan<double> timesSeconds)
    {
        if (timesSeconds.Length < FewestPoints)
            throw new ArgumentException($"{timesSeconds.Length} times: a curve needs at least {FewestPoints}.", nameof(timesSeconds));
        for (int i = 0; i < timesSeconds.Length; i++)
        {
            if (!double.IsFinite(timesSeconds[i]) || timesSeconds[i] < 0)
                throw new ArgumentException(
                    FormattableString.Invariant($"Time [{i}] is {timesSeconds[i]}: every time must be a finite number of seconds, zero or more."), nameof(timesSeconds));
            if (i > 0 && timesSeconds[i] <= timesSeconds[i - 1])
                throw new ArgumentException(FormattableString.Invariant(
                    $"Time [{i}] = {timesSeconds[i]:R} s does not exceed [{i - 1}] = {timesSeconds[i - 1]:R} s: sort the times and merge duplicates."),
                    nameof(timesSeconds));
        }
        UnitSeconds = timesSeconds[^1];
        Positions = new double[timesSeconds.Length];
        for (int i = 0; i < Positions.Length; i++)
            Positions[i] = timesSeconds[i] / UnitSeconds;
        double[] steps = new double[Positions.Length - 1];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = Positions[i + 1] - Positions[i];
        Array.Sort(steps);
        Step = steps[steps.Length / 2];
    }

    public int Count => Positions.Length;

    /// <summary>The last time: what the scaled times are in units of.</summary>
    public double UnitSeconds { get; }

    /// <summary>Scaled times, ascending to one.</summary>
    public double[] Positions { get; }

    /// <summary>From the first time to the last, scaled.</summary>
    public double Span => 1 - Positions[0];

    /// <summary>Median distance of neighbours, scaled.</summary>
    public double Step { get; }

    /// <summary>One period in two steps.</summary>
    public double LargestFrequency => 0.5 / Step;
}
