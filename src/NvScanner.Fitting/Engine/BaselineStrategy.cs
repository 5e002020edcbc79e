using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>One named model on a constant, a tilted and a quadratic baseline, of which each spectrum gets the one it needs.</summary>
internal sealed class BaselineStrategy<TLanes> : IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int MostTerms = 3;

    private readonly Workbench<TLanes> _bench;
    private readonly NamedStrategy<TLanes>[] _byTerms = new NamedStrategy<TLanes>[MostTerms];
    private readonly Candidate<TLanes>?[] _winnersOfTerms = new Candidate<TLanes>?[TLanes.Count];

    public BaselineStrategy(Workbench<TLanes> bench, FitModel model, Ties ties)
    {
        _bench = bench;
        for (int terms = 1; terms <= MostTerms; terms++)
            _byTerms[terms - 1] = new NamedStrategy<TLanes>(bench, model, terms, ties);
    }

    public void Fit(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        foreach (NamedStrategy<TLanes> strategy in _byTerms)
        {
            strategy.Fit(block, active, _winnersOfTerms);
            for (int lane = 0; lane < TLanes.Count; lane++)
                if (_winnersOfTerms[lane] is { } candidate)
                {
                    _bench.Score(candidate, block);
                    if (winners[lane] is not { } best || IsBetter(candidate, best, lane))
                        winners[lane] = candidate;
                }
        }
    }

    private bool IsBetter(Candidate<TLanes> candidate, Candidate<TLanes> best, int lane)
    {
        if (candidate.Verdicts[lane].IsUsable != best.Verdicts[lane].IsUsable)
            return candidate.Verdicts[lane].IsUsable;
        return candidate.Criteria[lane] < best.Criteria[lane] && Plausibility<TLanes>.HasDeterminedBaseline(candidate, _bench.Grid, lane);
    }
}
