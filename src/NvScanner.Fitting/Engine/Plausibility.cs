using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>What `auto` asks of a set of lines beyond the criterion, because real baselines ripple and real lines are no textbook shape.</summary>
internal static class Plausibility<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    internal const double ShallowestOfDeepest = 0.1;
    private const double WidestOfNarrowestPair = 3;
    private const double WidestOfNarrowestMany = 2;
    private const double ClosestOfWidth = 0.7;
    private const double LargestShareOnResonance = 0.25;

    /// <summary>
    /// Lines of one spectrum are of comparable depth and width; three and more of them stand apart and inside their window; the baseline
    /// is determined.
    /// </summary>
    public static bool IsPlausible(Candidate<TLanes> candidate, FrequencyGrid grid, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        LaneBuffer<TLanes> p = candidate.Solution.Parameters;
        if (layout.Lines == 0)
            return true;
        double deepest = 0, shallowest = double.PositiveInfinity, widest = 0, narrowest = double.PositiveInfinity;
        for (int line = 0; line < layout.Lines; line++)
        {
            double depth = Math.Abs(p[layout.Depth(line), lane]), width = p[layout.Width(line), lane];
            deepest = Math.Max(deepest, depth);
            shallowest = Math.Min(shallowest, depth);
            widest = Math.Max(widest, width);
            narrowest = Math.Min(narrowest, width);
        }
        bool many = layout.Lines > 2;
        return shallowest >= ShallowestOfDeepest * deepest
            && widest <= (many ? WidestOfNarrowestMany : WidestOfNarrowestPair) * narrowest
            && HasDeterminedBaseline(candidate, grid, lane)
            && (!many || StandApart(layout, p, grid, lane));
    }

    /// <summary>A curved baseline can be told from lines only where most of the grid is off resonance.</summary>
    public static bool HasDeterminedBaseline(Candidate<TLanes> candidate, FrequencyGrid grid, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        if (layout.BaselineTerms < 3)
            return true;
        double onResonance = layout.Lines * (candidate.Model.Offsets[^1] - candidate.Model.Offsets[0]);
        for (int line = 0; line < layout.Lines; line++)
            onResonance += candidate.Solution.Parameters[layout.Width(line), lane];
        return onResonance <= LargestShareOnResonance * grid.CoveredSpan;
    }

    private static bool StandApart(ParameterLayout layout, LaneBuffer<TLanes> p, FrequencyGrid grid, int lane)
    {
        for (int line = 0; line < layout.Lines; line++)
        {
            double centre = p[layout.Centre(line), lane], width = p[layout.Width(line), lane];
            if (!grid.Covers(centre, -0.5 * width))
                return false;
            for (int other = 0; other < line; other++)
                if (Math.Abs(centre - p[layout.Centre(other), lane]) < ClosestOfWidth * 0.5 * (width + p[layout.Width(other), lane]))
                    return false;
        }
        return true;
    }
}
