using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fits one named model. One or two lines start straight from the data; lanes that do not come out well are started again from the
/// one-line fit (a second line in its residuals, its line split in two) and at last with one common width. More lines are built up.
/// </summary>
internal sealed class NamedStrategy<TLanes> : IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int MostLinesAtOnce = 2;

    private readonly Workbench<TLanes> _bench;
    private readonly Candidate<TLanes>[] _byLines;
    private readonly Candidate<TLanes>[] _rivals;
    private readonly Candidate<TLanes>? _equalWidths;

    public NamedStrategy(Workbench<TLanes> bench, FitModel model, int baselineTerms)
    {
        _bench = bench;
        bench.Start.Prepare(model);
        _byLines = new Candidate<TLanes>[model.Lines];
        _rivals = new Candidate<TLanes>[model.Lines];
        for (int lines = 1; lines <= model.Lines; lines++)
        {
            _byLines[lines - 1] = bench.NewCandidate(model, baselineTerms, lines);
            _rivals[lines - 1] = bench.NewCandidate(model, baselineTerms, lines);
        }
        if (model.Lines == 2)
            _equalWidths = bench.NewCandidate(model, baselineTerms, 2, equalWidths: true);
    }

    public void Fit(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        Candidate<TLanes> target = _byLines[^1];
        int atOnce = Math.Min(_byLines.Length, MostLinesAtOnce);
        Candidate<TLanes> first = _byLines[atOnce - 1];
        _bench.Start.FromData(first.Model, block, first.Solution);
        _bench.Run(first, block, active);
        if (atOnce == 2)
            Retry(first, block, Doubtful(first, active));
        for (int lines = atOnce + 1; lines <= _byLines.Length; lines++)
        {
            Candidate<TLanes> next = _byLines[lines - 1];
            _bench.Start.Extended(_byLines[lines - 2], _bench.Fitter, block, next.Model, next.Solution);
            _bench.Run(next, block, active);
        }
        for (int lane = 0; lane < winners.Length; lane++)
            winners[lane] = target;
        if (_equalWidths is not null)
            WithEqualWidths(target, _equalWidths, block, active, winners);
    }

    private void Retry(Candidate<TLanes> pair, SpectrumBlock<TLanes> block, TLanes doubtful)
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
    }

    private void WithEqualWidths(
        Candidate<TLanes> free, Candidate<TLanes> equal, SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        TLanes failed = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(active, lane) && !free.Verdicts[lane].IsUsable)
                failed = Workbench<TLanes>.Set(failed, lane);
        if (!TLanes.AnySet(failed))
            return;
        StartSearch<TLanes>.Split(_byLines[0], equal.Model, equal.Solution);
        _bench.Run(equal, block, failed);
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(failed, lane) && equal.Verdicts[lane].Reason == FitReason.Merged)
                winners[lane] = equal;
    }

    // With equal weights a fit cannot be judged by its chi-square, so every start is tried.
    private TLanes Doubtful(Candidate<TLanes> candidate, TLanes active)
    {
        TLanes doubtful = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (Workbench<TLanes>.IsSet(active, lane)
                && (candidate.Verdicts[lane].Reason != FitReason.Ok || _bench.Statistics == FitStatistics.Unweighted))
                doubtful = Workbench<TLanes>.Set(doubtful, lane);
        return doubtful;
    }
}
