using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fits one named model. One or two lines start straight from the data; a pair that does not come out well is started again from the
/// one-line fit (a second line in its residuals, its line split in two), and where that settles nothing or two merged lines say no more
/// than one, a pair of one common width and the single line compete. More lines are built up one by one.
/// </summary>
internal sealed class NamedStrategy<TLanes> : IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Pair = 2;

    /// <summary>Depths set free from a shared one contradict it when the deviance falls by the square of so many standard deviations.</summary>
    private const double ContradictionSigmas = 3;

    private readonly Workbench<TLanes> _bench;
    private readonly Candidate<TLanes>[] _byLines;
    private readonly Candidate<TLanes>[] _rivals;
    private readonly Candidate<TLanes>? _equalWidths;
    private readonly Candidate<TLanes>? _equalRival;
    private readonly Candidate<TLanes>? _freeDepths;

    public NamedStrategy(Workbench<TLanes> bench, FitModel model, int baselineTerms, Ties ties)
    {
        _bench = bench;
        bench.Start.Prepare(model);
        _byLines = new Candidate<TLanes>[model.Lines];
        _rivals = new Candidate<TLanes>[model.Lines];
        for (int lines = 1; lines <= model.Lines; lines++)
        {
            _byLines[lines - 1] = bench.NewCandidate(model, baselineTerms, lines, ties);
            _rivals[lines - 1] = bench.NewCandidate(model, baselineTerms, lines, ties);
        }
        if (ties.Depths && model.Lines > 1)
            _freeDepths = bench.NewCandidate(model, baselineTerms, model.Lines, ties with { Depths = false });
        if (model.Lines != Pair || ties.Widths)
            return;
        _equalWidths = bench.NewCandidate(model, baselineTerms, Pair, ties with { Widths = true });
        _equalRival = bench.NewCandidate(model, baselineTerms, Pair, ties with { Widths = true });
    }

    public void Fit(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        winners.AsSpan().Fill(_byLines[^1]);
        int atOnce = Math.Min(_byLines.Length, Pair);
        Candidate<TLanes> first = _byLines[atOnce - 1];
        _bench.Start.FromData(first.Model, block, first.Solution);
        _bench.Run(first, block, active);
        if (atOnce == Pair)
            Retry(first, block, _bench.Doubtful(first, active), winners);
        WidenErrors(first, _rivals[atOnce - 1], block, active, winners);
        if (_equalWidths is not null)
            WidenErrors(_equalWidths, _equalRival!, block, active, winners);
        for (int lines = atOnce + 1; lines <= _byLines.Length; lines++)
        {
            Candidate<TLanes> next = _byLines[lines - 1];
            _bench.Start.Extended(_byLines[lines - 2], _bench.Fitter, block, next.Model, next.Solution);
            _bench.Run(next, block, active);
            _bench.Reseed(next, _rivals[lines - 1], block, active);
        }
        if (_freeDepths is not null)
            RequireEveryLine(_byLines[^1], _freeDepths, block, active, winners);
    }

    private void Retry(Candidate<TLanes> pair, SpectrumBlock<TLanes> block, TLanes doubtful, Candidate<TLanes>?[] winners)
    {
        if (!TLanes.AnySet(doubtful))
            return;
        Candidate<TLanes> single = _byLines[0], rival = _rivals[1];
        _bench.Start.FromData(single.Model, block, single.Solution);
        _bench.Run(single, block, doubtful);
        _bench.Start.Extended(single, _bench.Fitter, block, rival.Model, rival.Solution);
        _bench.Rival(pair, rival, block, doubtful);
        StartSearch<TLanes>.Split(single, rival.Model, rival.Solution);
        _bench.Rival(pair, rival, block, doubtful);
        if (_byLines.Length == Pair)
            Settle(pair, single, block, doubtful, winners);
    }

    // The free pair counts where it says more than one line does; else the pair of one width, from the data or from one line split in
    // two, with widths set free again if they then settle; else the one line that is there.
    private void Settle(
        Candidate<TLanes> pair, Candidate<TLanes> single, SpectrumBlock<TLanes> block, TLanes doubtful, Candidate<TLanes>?[] winners)
    {
        _bench.Score(pair, block);
        _bench.Score(single, block);
        TLanes open = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(doubtful, lane) && !SaysMore(pair, single, lane))
                open = Workbench<TLanes>.Set(open, lane);
        if (!TLanes.AnySet(open))
            return;
        if (_equalWidths is not null)
            FitEqualWidths(_equalWidths, _equalRival!, pair, single, block, open);
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(open, lane))
                winners[lane] = SaysMore(pair, single, lane) ? pair
                    : _equalWidths is not null && SaysMore(_equalWidths, single, lane) ? _equalWidths
                    : single.Verdicts[lane].IsUsable ? single
                    : pair;
    }

    private void FitEqualWidths(
        Candidate<TLanes> equal, Candidate<TLanes> equalRival, Candidate<TLanes> pair, Candidate<TLanes> single,
        SpectrumBlock<TLanes> block, TLanes open)
    {
        _bench.Start.FromData(equal.Model, block, equal.Solution);
        _bench.Run(equal, block, open);
        StartSearch<TLanes>.Split(single, equal.Model, equalRival.Solution);
        _bench.Rival(equal, equalRival, block, open);
        StartSearch<TLanes>.Copy(equal, pair.Model, _rivals[1].Solution);
        _bench.Rival(pair, _rivals[1], block, open);
        _bench.Score(equal, block);
        _bench.Score(pair, block);
    }

    // A depth that all lines share says nothing of a single one. Set free from there, each has to stand out by itself, unless the data do
    // not mind that it is shared.
    private void RequireEveryLine(
        Candidate<TLanes> shared, Candidate<TLanes> free, SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        StartSearch<TLanes>.Copy(shared, free.Model, free.Solution);
        _bench.Run(free, block, active);
        TLanes fall = _bench.Fitter.Deviance(shared.Model, block, shared.Solution) - _bench.Fitter.Deviance(free.Model, block, free.Solution);
        TLanes contradicted = TLanes.Less(TLanes.All(ContradictionSigmas * ContradictionSigmas), fall);
        int every = (1 << shared.Model.Layout.Lines) - 1;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(active & contradicted, lane) && winners[lane] == shared && free.Verdicts[lane].PresentLines != every)
                winners[lane] = free;
    }

    // With equal weights the noise is not known, so a rise of the deviance has no scale; models of many lines keep the curvature's errors.
    private void WidenErrors(
        Candidate<TLanes> candidate, Candidate<TLanes> scratch, SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        if (_bench.Statistics == FitStatistics.Unweighted || _byLines.Length > Pair)
            return;
        TLanes won = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(active, lane) && winners[lane] == candidate)
                won = Workbench<TLanes>.Set(won, lane);
        _bench.Profile.Widen(candidate, scratch, block, won);
    }

    private static bool SaysMore(Candidate<TLanes> pair, Candidate<TLanes> single, int lane) => pair.Verdicts[lane] switch
    {
        { IsUsable: false } => false,
        { Reason: FitReason.Merged } => !single.Verdicts[lane].IsUsable || pair.Criteria[lane] < single.Criteria[lane],
        _ => true,
    };
}
