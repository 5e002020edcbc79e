using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>The tools that both strategies share: start search, iteration and judgement for one grid and kind of noise.</summary>
internal sealed unsafe class Workbench<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>A pair whose chi-square lies so many standard deviations above its expectation is tried from other starts before it counts.</summary>
    internal const double SuspiciousSigmas = 2.5;

    /// <summary>Lines of a pair belong to one NV: widths that differ by more than this factor hint at a fit to noise.</summary>
    internal const double SuspiciousWidthRatio = 2;

    /// <summary>Lines narrower than so many steps of the grid rest on a point or two: the likelihood has many maxima there.</summary>
    internal const double SuspiciousWidthSteps = 1.5;

    private readonly Judge<TLanes> _judge;

    public Workbench(FrequencyGrid grid, FitStatistics statistics, int maximumParameters)
    {
        Grid = grid;
        Statistics = statistics;
        Start = new StartSearch<TLanes>(grid, statistics, TemplateBank.Fine);
        Fitter = new ScoringFitter<TLanes>(grid.Count, statistics, maximumParameters);
        Profile = new LikelihoodProfile<TLanes>(grid, Fitter);
        _judge = new Judge<TLanes>(grid, statistics);
    }

    public FrequencyGrid Grid { get; }

    public FitStatistics Statistics { get; }

    public StartSearch<TLanes> Start { get; }

    public ScoringFitter<TLanes> Fitter { get; }

    public LikelihoodProfile<TLanes> Profile { get; }

    public Candidate<TLanes> NewCandidate(FitModel name, int baselineTerms, int lines, Ties ties = default) =>
        new(SpectrumModel<TLanes>.Create(name, baselineTerms, lines, ties, Grid));

    /// <summary>Fits a candidate from the parameters in its solution and judges it.</summary>
    public void Run(Candidate<TLanes> candidate, SpectrumBlock<TLanes> block, TLanes active)
    {
        Fitter.Fit(candidate.Model, block, active, candidate.Solution);
        Fitter.Covariances(candidate);
        _judge.Apply(candidate, block);
    }

    /// <summary>Runs a rival of the same model from its own start and takes over the lanes of `active` where it is better.</summary>
    public void Rival(Candidate<TLanes> candidate, Candidate<TLanes> rival, SpectrumBlock<TLanes> block, TLanes active)
    {
        Run(rival, block, active);
        TLanes better = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (IsSet(active, lane) && IsBetter(rival, candidate, lane))
            {
                better = Set(better, lane);
                candidate.Verdicts[lane] = rival.Verdicts[lane];
            }
        if (!TLanes.AnySet(better))
            return;
        candidate.Solution.Take(better, rival.Solution);
        Fitter.Covariances(candidate);
    }

    /// <summary>
    /// The lanes whose fit may be a wrong one. With equal weights a fit cannot be judged by its chi-square, so every lane is.
    /// </summary>
    public TLanes Doubtful(Candidate<TLanes> candidate, TLanes active)
    {
        TLanes doubtful = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (IsSet(active, lane) && (candidate.Verdicts[lane].Reason != FitReason.Ok || Statistics == FitStatistics.Unweighted || IsSuspicious(candidate, lane)))
                doubtful = Set(doubtful, lane);
        return doubtful;
    }

    /// <summary>Gives lines that do not stand out a second chance elsewhere, where it shows of each line whether it does.</summary>
    public void Reseed(Candidate<TLanes> candidate, Candidate<TLanes> rival, SpectrumBlock<TLanes> block, TLanes active)
    {
        TLanes lacking = default;
        if (candidate.Model.Layout.Ties.Depths)
            return;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (IsSet(active, lane) && candidate.Verdicts[lane].Reason == FitReason.NoDip)
                lacking = Set(lacking, lane);
        if (!TLanes.AnySet(lacking))
            return;
        Start.Reseeded(candidate, Fitter, block, rival.Solution);
        Rival(candidate, rival, block, lacking);
    }

    /// <summary>Fills in the criterion that the candidate competes with.</summary>
    public void Score(Candidate<TLanes> candidate, SpectrumBlock<TLanes> block)
    {
        TLanes deviance = Fitter.Deviance(candidate.Model, block, candidate.Solution);
        for (int lane = 0; lane < TLanes.Count; lane++)
            candidate.Criteria[lane] = ModelCriterion.Of(
                candidate, Statistics, Grid, ((double*)&deviance)[lane], block.UsedPoints[0, lane], lane);
    }

    public static bool IsSet(TLanes mask, int lane) => ((long*)&mask)[lane] != 0;

    public static TLanes Set(TLanes mask, int lane)
    {
        ((long*)&mask)[lane] = -1;
        return mask;
    }

    private bool IsSuspicious(Candidate<TLanes> candidate, int lane)
    {
        Verdict verdict = candidate.Verdicts[lane];
        if (verdict.Chi2Reduced > 1 + SuspiciousSigmas * Math.Sqrt(2.0 / Math.Max(verdict.DegreesOfFreedom, 1)))
            return true;
        ParameterLayout layout = candidate.Model.Layout;
        double narrowest = double.PositiveInfinity, widest = 0;
        for (int line = 0; line < layout.Lines; line++)
        {
            double width = candidate.Solution.Parameters[layout.Width(line), lane];
            narrowest = Math.Min(narrowest, width);
            widest = Math.Max(widest, width);
        }
        return narrowest < SuspiciousWidthSteps * Grid.Step || widest > SuspiciousWidthRatio * narrowest;
    }

    private static bool IsBetter(Candidate<TLanes> rival, Candidate<TLanes> candidate, int lane)
    {
        bool usable = candidate.Verdicts[lane].IsUsable;
        if (rival.Verdicts[lane].IsUsable != usable)
            return !usable;
        TLanes lower = TLanes.Less(rival.Solution.ChiSquared, candidate.Solution.ChiSquared * TLanes.All(1 - 1e-6));
        return IsSet(lower, lane);
    }
}
