namespace NvScanner.Fitting.Engine;

/// <summary>The frequency grid in the engine's own units: MHz from the middle, split into windows where the grid has a gap.</summary>
internal sealed class FrequencyGrid
{
    /// <summary>Hz per unit of the engine's abscissa.</summary>
    public const double UnitHz = 1e6;

    /// <summary>A gap of more than so many median steps separates two windows.</summary>
    private const double GapSteps = 8;

    /// <summary>Beyond this ratio of span to step a step is lost in the rounding of positions.</summary>
    private const double MostSteps = 1e9;

    public FrequencyGrid(ReadOnlySpan<double> frequenciesHz)
    {
        for (int i = 0; i < frequenciesHz.Length; i++)
        {
            if (!double.IsFinite(frequenciesHz[i]))
                throw new ArgumentException($"Frequency [{i}] is {frequenciesHz[i]}: every frequency must be a finite number of Hz.", nameof(frequenciesHz));
            if (i > 0 && frequenciesHz[i] <= frequenciesHz[i - 1])
                throw new ArgumentException(
                    $"Frequency [{i}] = {frequenciesHz[i]:R} Hz does not exceed [{i - 1}] = {frequenciesHz[i - 1]:R} Hz: sort the grid and merge duplicates.",
                    nameof(frequenciesHz));
        }
        if (frequenciesHz.Length < 4)
            throw new ArgumentException($"{frequenciesHz.Length} frequencies: a spectrum needs at least 4.", nameof(frequenciesHz));
        Count = frequenciesHz.Length;
        MiddleHz = 0.5 * (frequenciesHz[0] + frequenciesHz[^1]);
        Positions = new double[Count];
        for (int i = 0; i < Count; i++)
            Positions[i] = (frequenciesHz[i] - MiddleHz) / UnitHz;
        HalfSpan = Positions[^1];
        for (int i = 0; i < Count; i++)
            if (!double.IsFinite(Positions[i]) || (i > 0 && !(Positions[i] > Positions[i - 1])))
                throw new ArgumentException(
                    $"Frequency [{i}] = {frequenciesHz[i]:R} Hz cannot be told from its neighbours in a grid from {frequenciesHz[0]:R} to {frequenciesHz[^1]:R} Hz.",
                    nameof(frequenciesHz));

        double[] steps = new double[Count - 1];
        for (int i = 0; i < steps.Length; i++)
            steps[i] = Positions[i + 1] - Positions[i];
        Array.Sort(steps);
        Step = steps[steps.Length / 2];
        if (!(HalfSpan < MostSteps * Step))
            throw new ArgumentException(
                $"Frequencies [0] = {frequenciesHz[0]:R} Hz and [{Count - 1}] = {frequenciesHz[^1]:R} Hz lie more than {MostSteps:R} median steps apart: no line can be found between them.",
                nameof(frequenciesHz));
        List<(int First, int Count)> windows = [];
        int first = 0;
        for (int i = 1; i <= Count; i++)
            if (i == Count || Positions[i] - Positions[i - 1] > GapSteps * Step)
            {
                windows.Add((first, i - first));
                CoveredSpan += Positions[i - 1] - Positions[first];
                WidestWindow = Math.Max(WidestWindow, Positions[i - 1] - Positions[first]);
                first = i;
            }
        Windows = [.. windows];
    }

    // Means of `size` neighbours; what is left over at the end of a window is left out.
    private FrequencyGrid(FrequencyGrid fine, int size)
    {
        MiddleHz = fine.MiddleHz;
        HalfSpan = fine.HalfSpan;
        Step = size * fine.Step;
        CoveredSpan = fine.CoveredSpan;
        WidestWindow = fine.WidestWindow;
        List<double> positions = [];
        List<(int First, int Count)> windows = [];
        foreach ((int first, int count) in fine.Windows)
        {
            if (count < size)
                continue;
            windows.Add((positions.Count, count / size));
            for (int i = first; i + size <= first + count; i += size)
                positions.Add(fine.Positions.AsSpan(i, size).ToArray().Average());
        }
        Positions = [.. positions];
        Windows = [.. windows];
        Count = Positions.Length;
    }

    public int Count { get; }

    public double MiddleHz { get; }

    /// <summary>Frequencies, ascending, relative to the middle.</summary>
    public double[] Positions { get; }

    public double HalfSpan { get; }

    /// <summary>Median distance of neighbours.</summary>
    public double Step { get; }

    public double WidestWindow { get; }

    /// <summary>Sum of the windows' widths.</summary>
    public double CoveredSpan { get; }

    /// <summary>Runs of points without a gap.</summary>
    public (int First, int Count)[] Windows { get; }

    /// <summary>The same grid with `size` neighbouring points in one; windows of fewer points are left out.</summary>
    public FrequencyGrid Pooled(int size) => new(this, size);

    /// <summary>One step: what is narrower rests on a single point, and its error bar would be a fiction.</summary>
    public double NarrowestWidth => Step;

    public double WidestWidth => Math.Max(0.75 * WidestWindow, 4 * Step);

    /// <summary>True where a position lies in a window or within `margin` of it.</summary>
    public bool Covers(double position, double margin)
    {
        foreach ((int first, int count) in Windows)
            if (position >= Positions[first] - margin && position <= Positions[first + count - 1] + margin)
                return true;
        return false;
    }
}
