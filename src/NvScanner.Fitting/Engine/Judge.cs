using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Turns a solution into a reason code: did it settle, is every line there, did it run into a limit, are lines merged.</summary>
internal sealed class Judge<TLanes>(FrequencyGrid grid, FitStatistics statistics)
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>
    /// A line counts as present when its depth exceeds so many standard deviations at its centre and width: noise alone, searched over
    /// a few hundred places, reaches about 4.
    /// </summary>
    private const double PresenceSigmas = 5;

    /// <summary>Chi-square so many standard deviations above its expectation means an inadequate model.</summary>
    private const double InadequateSigmas = 6;

    /// <summary>Judges every lane; the candidate's covariance must be up to date.</summary>
    public void Apply(Candidate<TLanes> candidate, SpectrumBlock<TLanes> block)
    {
        for (int lane = 0; lane < TLanes.Count; lane++)
            candidate.Verdicts[lane] = OfLane(candidate, block, lane);
    }

    private Verdict OfLane(Candidate<TLanes> candidate, SpectrumBlock<TLanes> block, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        int degrees = (int)block.UsedPoints[0, lane] - layout.Count;
        double chiSquared = Lane(candidate.Solution.ChiSquared, lane);
        double reduced = chiSquared / Math.Max(degrees, 1);
        double noise = statistics == FitStatistics.Unweighted ? reduced : 1;
        int present = PresentLines(candidate, lane, noise, out bool merged);
        bool finite = double.IsFinite(chiSquared);
        for (int a = 0; a < layout.Count; a++)
            finite &= double.IsFinite(candidate.Solution.Parameters[a, lane]);

        FitReason reason = FitReason.Ok;
        if (!finite)
            reason = FitReason.NotConverged;
        else if (present != (1 << layout.Lines) - 1)
            reason = FitReason.NoDip;
        else if (Lane(candidate.Solution.Converged, lane) == 0)
            reason = FitReason.NotConverged;
        else if (IsAtBound(candidate, lane))
            reason = FitReason.AtBound;
        else if (merged)
            reason = FitReason.Merged;
        else if (statistics != FitStatistics.Unweighted && chiSquared > degrees + InadequateSigmas * Math.Sqrt(2.0 * Math.Max(degrees, 1)))
            reason = FitReason.ModelInadequate;
        return new Verdict(reason, finite ? present : 0, noise, statistics == FitStatistics.Unweighted ? 1 : reduced, degrees);
    }

    // Depths of merged lines are anticorrelated: there the sum of both must stand out.
    private static int PresentLines(Candidate<TLanes> candidate, int lane, double noise, out bool merged)
    {
        ParameterLayout layout = candidate.Model.Layout;
        LaneBuffer<TLanes> p = candidate.Solution.Parameters;
        merged = false;
        int present = 0;
        double sign = layout.Lines > 0 ? DominantSign(candidate, lane) : 1;
        for (int line = 0; line < layout.Lines; line++)
        {
            int depth = layout.Depth(line);
            double value = p[depth, lane], variance = Variance(candidate, depth, depth, lane);
            bool stands = Stands(sign * value, variance * noise);
            for (int other = 0; other < layout.Lines; other++)
            {
                double distance = Math.Abs(p[layout.Centre(other), lane] - p[layout.Centre(line), lane]);
                if (other == line || distance >= 0.5 * (p[layout.Width(line), lane] + p[layout.Width(other), lane]))
                    continue;
                int otherDepth = layout.Depth(other);
                double sum = value + p[otherDepth, lane];
                double sumVariance = variance + Variance(candidate, otherDepth, otherDepth, lane)
                    + 2 * Variance(candidate, depth, otherDepth, lane);
                bool both = sign * value > 0 && sign * p[otherDepth, lane] > 0 && Stands(sign * sum, sumVariance * noise);
                merged |= both;
                stands |= both;
            }
            if (stands)
                present |= 1 << line;
        }
        return present;
    }

    private static double DominantSign(Candidate<TLanes> candidate, int lane)
    {
        double deepest = 0;
        for (int line = 0; line < candidate.Model.Layout.Lines; line++)
        {
            double depth = candidate.Solution.Parameters[candidate.Model.Layout.Depth(line), lane];
            if (Math.Abs(depth) > Math.Abs(deepest))
                deepest = depth;
        }
        return deepest < 0 ? -1 : 1;
    }

    private static bool Stands(double depth, double variance) => variance > 0 && depth > PresenceSigmas * Math.Sqrt(variance);

    private bool IsAtBound(Candidate<TLanes> candidate, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        Solution<TLanes> solution = candidate.Solution;
        if (layout.HasSpacing && solution.Free[layout.Spacing, lane] == 0)
            return true;
        for (int line = 0; line < layout.Lines; line++)
            if (solution.Free[layout.Centre(line), lane] == 0 || solution.Free[layout.Width(line), lane] == 0
                || !grid.Covers(solution.Parameters[layout.Centre(line), lane], 0))
                return true;
        return false;
    }

    private static double Variance(Candidate<TLanes> candidate, int a, int b, int lane) =>
        candidate.LinearCovariance[NormalEquations<TLanes>.Packed(Math.Max(a, b)) + Math.Min(a, b), lane];

    private static unsafe double Lane(TLanes value, int lane) => ((double*)&value)[lane];
}
