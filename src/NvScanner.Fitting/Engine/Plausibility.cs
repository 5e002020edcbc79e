using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>What `auto` asks of a set of lines beyond the criterion, because real baselines ripple and real lines are no textbook shape.</summary>
internal static class Plausibility<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const double ShallowestOfDeepest = 0.1;
    private const double WidestOfNarrowest = 3;
    private const double ClosestOfWidth = 0.7;

    /// <summary>Lines of one spectrum are of similar width and comparable depth; three and more of them stand apart.</summary>
    public static bool IsPlausible(Candidate<TLanes> candidate, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        LaneBuffer<TLanes> p = candidate.Solution.Parameters;
        double deepest = 0, shallowest = double.PositiveInfinity, widest = 0, narrowest = double.PositiveInfinity;
        bool apart = true;
        for (int line = 0; line < layout.Lines; line++)
        {
            double depth = Math.Abs(p[layout.Depth(line), lane]), width = p[layout.Width(line), lane];
            deepest = Math.Max(deepest, depth);
            shallowest = Math.Min(shallowest, depth);
            widest = Math.Max(widest, width);
            narrowest = Math.Min(narrowest, width);
            for (int other = 0; other < line; other++)
                apart &= Math.Abs(p[layout.Centre(line), lane] - p[layout.Centre(other), lane])
                    > ClosestOfWidth * 0.5 * (width + p[layout.Width(other), lane]);
        }
        return layout.Lines == 0
            || (shallowest >= ShallowestOfDeepest * deepest && widest <= WidestOfNarrowest * narrowest && (apart || layout.Lines <= 2));
    }
}
