using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Error bars of weak narrow lines. The curvature of the likelihood at its maximum says little of a line that rests on two or three
/// points: noise that makes it narrower and deeper also makes its error bar smaller. There the centre is held some standard deviations
/// off, everything else is fitted again, and the rise of the deviance tells the true scale (profile likelihood, as MINOS does:
/// F. James, M. Roos, Comput. Phys. Commun. 10, 343 (1975)).
/// </summary>
internal sealed class LikelihoodProfile<TLanes>(FrequencyGrid grid, ScoringFitter<TLanes> fitter)
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Lines narrower than this many steps of the grid...</summary>
    internal const double NarrowSteps = 2.5;

    /// <summary>... whose centre error exceeds this fraction of their width are looked at.</summary>
    internal const double WeakErrorOfWidth = 0.04;

    /// <summary>The centre is held so many standard deviations off, to either side; a parabola rises by the square.</summary>
    private const double Distance = 4;

    /// <summary>An error bar that has to grow by more than this factor is not believed even then.</summary>
    private const double LargestGrowth = 3;

    private const double SmallestRise = 0.01;

    /// <summary>
    /// Widens the covariances of centres whose deviance rises too slowly, in the lanes where `candidate` came out `Ok`; beyond the
    /// largest growth the reason becomes `TooFewCounts`. `scratch` is a candidate of the same model.
    /// </summary>
    public void Widen(Candidate<TLanes> candidate, Candidate<TLanes> scratch, SpectrumBlock<TLanes> block, TLanes active)
    {
        ParameterLayout layout = candidate.Model.Layout;
        for (int line = 0; line < layout.Lines; line++)
        {
            TLanes weak = default;
            for (int lane = 0; lane < TLanes.Count; lane++)
                if (Workbench<TLanes>.IsSet(active, lane) && IsWeak(candidate, line, lane))
                    weak = Workbench<TLanes>.Set(weak, lane);
            if (!TLanes.AnySet(weak))
                continue;
            TLanes bottom = fitter.Deviance(candidate.Model, block, candidate.Solution);
            TLanes below = DevianceAt(-Distance, candidate, scratch, block, line, weak);
            TLanes above = DevianceAt(Distance, candidate, scratch, block, line, weak);
            TLanes rise = TLanes.Max(TLanes.Min(below, above) - bottom, TLanes.All(SmallestRise));
            TLanes growth = TLanes.Max(TLanes.All(Distance) / TLanes.Sqrt(rise), TLanes.All(1));
            Grow(candidate, layout.Centre(line), TLanes.Select(weak, growth, TLanes.All(1)));
        }
    }

    private bool IsWeak(Candidate<TLanes> candidate, int line, int lane)
    {
        if (candidate.Verdicts[lane].Reason is not (FitReason.Ok or FitReason.TooFewCounts))
            return false;
        ParameterLayout layout = candidate.Model.Layout;
        double width = candidate.Solution.Parameters[layout.Width(line), lane];
        double variance = candidate.Covariance[NormalEquations<TLanes>.Packed(layout.Centre(line)) + layout.Centre(line), lane];
        return width < NarrowSteps * grid.Step && variance > WeakErrorOfWidth * WeakErrorOfWidth * width * width;
    }

    private unsafe TLanes DevianceAt(
        double distance, Candidate<TLanes> candidate, Candidate<TLanes> scratch, SpectrumBlock<TLanes> block, int line, TLanes active)
    {
        int centre = candidate.Model.Layout.Centre(line);
        StartSearch<TLanes>.Copy(candidate, scratch.Model, scratch.Solution);
        TLanes std = TLanes.Sqrt(candidate.Covariance.Pointer[NormalEquations<TLanes>.Packed(centre) + centre]);
        TLanes* held = scratch.Solution.Parameters.Pointer + centre;
        *held = TLanes.Select(active, *held + TLanes.All(distance) * std, *held);
        fitter.Fit(scratch.Model, block, active, scratch.Solution, held: centre);
        return fitter.Deviance(scratch.Model, block, scratch.Solution);
    }

    // Scales the row and the column of a centre, which leaves its correlations as they are.
    private static unsafe void Grow(Candidate<TLanes> candidate, int centre, TLanes growth)
    {
        TLanes* covariance = candidate.Covariance.Pointer;
        for (int other = 0; other < candidate.Model.Layout.Count; other++)
            covariance[NormalEquations<TLanes>.Packed(Math.Max(centre, other)) + Math.Min(centre, other)] *= growth;
        covariance[NormalEquations<TLanes>.Packed(centre) + centre] *= growth;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (((double*)&growth)[lane] > LargestGrowth)
                candidate.Verdicts[lane] = candidate.Verdicts[lane] with { Reason = FitReason.TooFewCounts };
    }
}
