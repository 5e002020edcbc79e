using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Lets models compete per spectrum: families of line shape and multiplet, each grown line by line on each baseline, against the bare
/// baseline.
/// </summary>
internal sealed class AutoStrategy<TLanes> : IStrategy<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>A family is closed for a spectrum when so many further lines in a row did not help: lines come in pairs.</summary>
    private const int LinesWithoutGain = 3;

    private readonly Workbench<TLanes> _bench;
    private readonly int? _onlyLines;
    private readonly List<Candidate<TLanes>> _bare = [];
    private readonly List<Growth> _growths = [];
    private readonly double[] _best = new double[TLanes.Count];

    public AutoStrategy(Workbench<TLanes> bench, FitOptions options)
    {
        _bench = bench;
        _onlyLines = options.AutoLines;
        foreach (int terms in Terms(options))
        {
            Candidate<TLanes> bare = bench.NewCandidate(FitModel.Parse("lorentzian1"), terms, lines: 0);
            _bare.Add(bare);
            foreach ((LineShape shape, Hyperfine multiplet) in Families(options.Statistics))
                AddGrowth(bare, shape, multiplet, terms);
        }
    }

    /// <summary>The largest parameter count of any model that competes.</summary>
    public static int MaximumParameters => 4 + 3 * FitModel.MaximumLines;

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
            Grow(growth, block, active, winners);
    }

    private void Grow(Growth growth, SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners)
    {
        Candidate<TLanes> previous = growth.Bare;
        growth.Best.AsSpan().Fill(double.PositiveInfinity);
        growth.Misses.AsSpan().Clear();
        TLanes open = active;
        for (int lines = 1; lines <= growth.ByLines.Length && TLanes.AnySet(open); lines++)
        {
            Candidate<TLanes> candidate = growth.ByLines[lines - 1];
            _bench.Start.Extended(previous, _bench.Fitter, block, candidate.Model, candidate.Solution);
            _bench.Run(candidate, block, open);
            if (lines <= growth.Rivals.Length)
                TryOtherStarts(candidate, growth.Rivals[lines - 1], previous, block, open);
            _bench.Score(candidate, block);
            TLanes next = default;
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                if (!Workbench<TLanes>.IsSet(open, lane))
                    continue;
                bool gains = candidate.Criteria[lane] < growth.Best[lane];
                growth.Misses[lane] = gains ? 0 : growth.Misses[lane] + 1;
                growth.Best[lane] = gains ? candidate.Criteria[lane] : growth.Best[lane];
                if (_onlyLines is null || _onlyLines == lines)
                    Compete(candidate, lane, winners);
                if (growth.Misses[lane] < LinesWithoutGain || _onlyLines > lines)
                    next = Workbench<TLanes>.Set(next, lane);
            }
            open = next;
            previous = candidate;
        }
    }

    // One and two lines also start straight from the data, and two from one line split in two: a first line can have gone astray.
    private void TryOtherStarts(
        Candidate<TLanes> candidate, Candidate<TLanes> rival, Candidate<TLanes> previous, SpectrumBlock<TLanes> block, TLanes open)
    {
        _bench.Start.FromData(rival.Model, block, rival.Solution);
        _bench.Rival(candidate, rival, block, open);
        if (rival.Model.Layout.Lines != 2)
            return;
        StartSearch<TLanes>.Split(previous, rival.Model, rival.Solution);
        _bench.Rival(candidate, rival, block, open);
    }

    private void Compete(Candidate<TLanes> candidate, int lane, Candidate<TLanes>?[] winners)
    {
        if (candidate.Criteria[lane] < _best[lane] && candidate.Verdicts[lane].IsUsable && Plausibility<TLanes>.IsPlausible(candidate, _bench.Grid, lane))
        {
            _best[lane] = candidate.Criteria[lane];
            winners[lane] = candidate;
        }
    }

    private void AddGrowth(Candidate<TLanes> bare, LineShape shape, Hyperfine multiplet, int terms)
    {
        int most = _onlyLines ?? FitModel.MaximumLines;
        if (multiplet != Hyperfine.None)
            most = Math.Min(most, 2);
        if (_onlyLines > most)
            return;
        Candidate<TLanes>[] byLines = new Candidate<TLanes>[most];
        Candidate<TLanes>[] rivals = new Candidate<TLanes>[Math.Min(most, 2)];
        for (int lines = 1; lines <= most; lines++)
        {
            FitModel model = FitModel.Of(shape, multiplet, lines);
            byLines[lines - 1] = _bench.NewCandidate(model, terms, lines);
            if (lines <= rivals.Length)
                rivals[lines - 1] = _bench.NewCandidate(model, terms, lines);
        }
        _bench.Start.Prepare(byLines[0].Model.Name);
        _growths.Add(new Growth
        {
            Bare = bare,
            ByLines = byLines,
            Rivals = rivals,
        });
    }

    // Photon counts may drift during a sweep; lock-in signals ride on the curved response of the microwave chain.
    private static int[] Terms(FitOptions options) => options switch
    {
        { BaselineDegree: int degree } => [degree + 1],
        { Statistics: FitStatistics.Poisson } => [1, 2],
        _ => [1, 2, 3],
    };

    private static (LineShape Shape, Hyperfine Multiplet)[] Families(FitStatistics statistics)
    {
        (LineShape, Hyperfine)[] counts =
        [
            (LineShape.Lorentzian, Hyperfine.None),
            (LineShape.Gaussian, Hyperfine.None),
            (LineShape.Lorentzian, Hyperfine.Nitrogen14),
            (LineShape.Lorentzian, Hyperfine.Nitrogen15),
        ];
        return statistics == FitStatistics.Poisson ? counts : [.. counts, (LineShape.LorentzianDerivative, Hyperfine.None)];
    }

    /// <summary>A family on one baseline: its models by number of lines.</summary>
    private sealed class Growth
    {
        public required Candidate<TLanes> Bare { get; init; }

        public required Candidate<TLanes>[] ByLines { get; init; }

        public required Candidate<TLanes>[] Rivals { get; init; }

        public double[] Best { get; } = new double[TLanes.Count];

        public int[] Misses { get; } = new int[TLanes.Count];
    }
}
