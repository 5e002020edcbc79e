using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>What `auto` asks in either of its ways.</summary>
internal static class AutoStrategy
{
    /// <summary>A third or further line is tried when it stands out by so much of the residuals' noise.</summary>
    public const double WorthTrying = 4;

    /// <summary>Hyperfine components are indistinct from one line that is wider than this (Hz).</summary>
    public const double UnresolvedWidthHz = 7e6;
}

/// <summary>
/// Lets models compete per spectrum: families of line shape and multiplet, each grown line by line on each baseline, against the bare
/// baseline. Counts are grown on a constant baseline, and only the winner is tried with a tilt: photon rates drift, but do not bend.
/// </summary>
internal sealed class AutoStrategy<TLanes> : IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>The largest parameter count of any model that competes.</summary>
    public const int MaximumParameters = 4 + 3 * FitModel.MaximumLines;

    /// <summary>A family is closed for a spectrum when so many further lines in a row did not help: lines come in pairs of pairs.</summary>
    private const int LinesWithoutGain = 3;

    private const int Pair = 2;

    private readonly Workbench<TLanes> _bench;
    private readonly int? _onlyLines;
    private readonly List<Candidate<TLanes>> _bare = [];
    private readonly List<Growth> _growths = [];
    private readonly double[] _best = new double[TLanes.Count];

    public AutoStrategy(Workbench<TLanes> bench, FitOptions options)
    {
        _bench = bench;
        _onlyLines = options.AutoLines;
        bool counts = options.Statistics == FitStatistics.Poisson;
        int[] allTerms = options.BaselineDegree is { } degree ? [degree + 1] : counts ? [1] : [1, 2, 3];
        bool tilts = options.BaselineDegree is null && counts;
        foreach (int terms in allTerms)
        {
            Candidate<TLanes> bare = bench.NewCandidate(FitModel.Parse("lorentzian1"), terms, lines: 0);
            _bare.Add(bare);
            AddGrowth(bare, LineShape.Lorentzian, Hyperfine.None, tilts);
            AddGrowth(bare, LineShape.Gaussian, Hyperfine.None, tilts);
            AddGrowth(bare, LineShape.Lorentzian, Hyperfine.Nitrogen14, tilts);
            AddGrowth(bare, LineShape.Lorentzian, Hyperfine.Nitrogen15, tilts);
            if (!counts)
                AddGrowth(bare, LineShape.LorentzianDerivative, Hyperfine.None, tilts);
        }
    }

    public void Fit(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        _best.AsSpan().Fill(double.PositiveInfinity);
        foreach (Candidate<TLanes> bare in _bare)
        {
            _bench.Start.FromData(bare.Model, block, bare.Solution);
            _bench.Run(bare, block, active);
            _bench.Score(bare, block);
            for (int lane = 0; lane < TLanes.Count; lane++)
                Compete(bare, lane, winners);
        }
        foreach (Growth growth in _growths)
            Grow(growth, block, growth.Multiplet == Hyperfine.None ? active : Resolved(active, winners), winners);
        foreach (Growth growth in _growths)
            Tilt(growth, block, active, winners);
    }

    private void Grow(Growth growth, SpectrumBlock<TLanes> block, TLanes open, Candidate<TLanes>?[] winners)
    {
        Candidate<TLanes> previous = growth.Bare;
        growth.Best.AsSpan().Fill(double.PositiveInfinity);
        growth.Misses.AsSpan().Clear();
        for (int lines = 1; lines <= growth.ByLines.Length && TLanes.AnySet(open); lines++)
        {
            Candidate<TLanes> candidate = growth.ByLines[lines - 1];
            TLanes response = _bench.Start.Extended(previous, _bench.Fitter, block, candidate.Model, candidate.Solution);
            if (lines > Pair)
                open = open & TLanes.Less(TLanes.All(AutoStrategy.WorthTrying), response);
            if (!TLanes.AnySet(open))
                break;
            _bench.Run(candidate, block, open);
            bool competes = _onlyLines is null || _onlyLines == lines; // else a step on the way
            if (competes && lines <= Pair)
                TryOtherStarts(candidate, growth.Rivals[lines - 1], previous, block, _bench.Doubtful(candidate, open));
            else if (lines > Pair)
                _bench.Reseed(candidate, growth.Rivals[lines - 1], block, open);
            _bench.Score(candidate, block);
            open = Close(growth, candidate, open, competes, winners);
            previous = candidate;
        }
    }

    // Enters the lanes of a candidate into the competition and returns those in which the family may still grow.
    private TLanes Close(Growth growth, Candidate<TLanes> candidate, TLanes open, bool competes, Candidate<TLanes>?[] winners)
    {
        TLanes next = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            if (!Workbench<TLanes>.IsSet(open, lane))
                continue;
            bool gains = candidate.Criteria[lane] < growth.Best[lane];
            growth.Misses[lane] = gains ? 0 : growth.Misses[lane] + 1;
            growth.Best[lane] = gains ? candidate.Criteria[lane] : growth.Best[lane];
            if (competes)
                Compete(candidate, lane, winners);
            if (growth.Misses[lane] < LinesWithoutGain)
                next = Workbench<TLanes>.Set(next, lane);
        }
        return next;
    }

    // One and two lines also start straight from the data, and two from one line split in two: a first line can have gone astray.
    private void TryOtherStarts(
        Candidate<TLanes> candidate, Candidate<TLanes> rival, Candidate<TLanes> previous, SpectrumBlock<TLanes> block, TLanes doubtful)
    {
        if (!TLanes.AnySet(doubtful))
            return;
        _bench.Start.FromData(rival.Model, block, rival.Solution);
        _bench.Rival(candidate, rival, block, doubtful);
        if (rival.Model.Layout.Lines != Pair)
            return;
        StartSearch<TLanes>.Split(previous, rival.Model, rival.Solution);
        _bench.Rival(candidate, rival, block, doubtful);
    }

    private void Tilt(Growth growth, SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        for (int lines = 1; lines <= growth.Tilted.Length; lines++)
        {
            TLanes won = default;
            for (int lane = 0; lane < TLanes.Count; lane++)
                if (winners[lane] == growth.ByLines[lines - 1] && Workbench<TLanes>.IsSet(active, lane))
                    won = Workbench<TLanes>.Set(won, lane);
            if (!TLanes.AnySet(won))
                continue;
            Candidate<TLanes> tilted = growth.Tilted[lines - 1];
            StartSearch<TLanes>.Copy(growth.ByLines[lines - 1], tilted.Model, tilted.Solution);
            _bench.Run(tilted, block, won);
            _bench.Score(tilted, block);
            for (int lane = 0; lane < TLanes.Count; lane++)
                if (Workbench<TLanes>.IsSet(won, lane))
                    Compete(tilted, lane, winners);
        }
    }

    private void Compete(Candidate<TLanes> candidate, int lane, Candidate<TLanes>?[] winners)
    {
        if (candidate.Criteria[lane] < _best[lane] && candidate.Verdicts[lane].IsUsable
            && Plausibility<TLanes>.IsPlausible(candidate, _bench.Grid, lane))
        {
            _best[lane] = candidate.Criteria[lane];
            winners[lane] = candidate;
        }
    }

    // Lanes where the winner so far has a line narrow enough to be one of a multiplet, or no line at all.
    private static TLanes Resolved(TLanes active, Candidate<TLanes>?[] winners)
    {
        TLanes resolved = default;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            if (!Workbench<TLanes>.IsSet(active, lane))
                continue;
            double narrowest = 0;
            if (winners[lane] is { Model.Layout.Lines: > 0 } winner)
            {
                narrowest = double.PositiveInfinity;
                for (int line = 0; line < winner.Model.Layout.Lines; line++)
                    narrowest = Math.Min(narrowest, winner.Solution.Parameters[winner.Model.Layout.Width(line), lane]);
            }
            if (narrowest * FrequencyGrid.UnitHz < AutoStrategy.UnresolvedWidthHz)
                resolved = Workbench<TLanes>.Set(resolved, lane);
        }
        return resolved;
    }

    private void AddGrowth(Candidate<TLanes> bare, LineShape shape, Hyperfine multiplet, bool tilts)
    {
        int most = _onlyLines ?? FitModel.MaximumLines;
        if (multiplet != Hyperfine.None)
            most = Math.Min(most, Pair);
        if (_onlyLines > most)
            return;
        int terms = bare.Model.Layout.BaselineTerms;
        Growth growth = new(bare, multiplet, most, tilts ? most : 0);
        for (int lines = 1; lines <= most; lines++)
        {
            FitModel model = FitModel.Of(shape, multiplet, lines);
            growth.ByLines[lines - 1] = _bench.NewCandidate(model, terms, lines);
            growth.Rivals[lines - 1] = _bench.NewCandidate(model, terms, lines);
            if (tilts)
                growth.Tilted[lines - 1] = _bench.NewCandidate(model, terms + 1, lines);
        }
        _bench.Start.Prepare(growth.ByLines[0].Model.Name);
        _growths.Add(growth);
    }

    /// <summary>A family on one baseline: its candidates by number of lines.</summary>
    private sealed class Growth(Candidate<TLanes> bare, Hyperfine multiplet, int most, int tilted)
    {
        public Candidate<TLanes> Bare { get; } = bare;

        public Hyperfine Multiplet { get; } = multiplet;

        public Candidate<TLanes>[] ByLines { get; } = new Candidate<TLanes>[most];

        public Candidate<TLanes>[] Rivals { get; } = new Candidate<TLanes>[most];

        public Candidate<TLanes>[] Tilted { get; } = new Candidate<TLanes>[tilted];

        public double[] Best { get; } = new double[TLanes.Count];

        public int[] Misses { get; } = new int[TLanes.Count];
    }
}
