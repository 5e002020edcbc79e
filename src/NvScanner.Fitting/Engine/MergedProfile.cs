using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Bounds of merged pairs, whose likelihood is no parabola: a centre or the distance of both is held off its best value, all else is
/// fitted again, and where the deviance has risen by one stands the bound (profile likelihood, as MINOS does: F. James, M. Roos,
/// Comput. Phys. Commun. 10, 343 (1975)).
/// </summary>
internal sealed unsafe class MergedProfile<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Pair = 2;
    private const int Trials = 9;
    private const double Rise = 1;

    /// <summary>A bound further off than so many standard deviations is none.</summary>
    private const double FarthestSigmas = 12;

    private readonly FrequencyGrid _grid;
    private readonly ScoringFitter<TLanes> _fitter;
    private readonly Dictionary<SpectrumModel<TLanes>, SplitPairModel<TLanes>> _splitModels = [];
    private readonly Solution<TLanes> _trial;

    // per lane: the offset of the trial in standard deviations, the last ones below and above the bound with the roots of their rises
    private readonly double[] _offset = new double[TLanes.Count];
    private readonly double[] _below = new double[TLanes.Count];
    private readonly double[] _belowRoot = new double[TLanes.Count];
    private readonly double[] _above = new double[TLanes.Count];
    private readonly double[] _aboveRoot = new double[TLanes.Count];
    private readonly double[] _farthest = new double[TLanes.Count];
    private readonly double[] _std = new double[TLanes.Count];

    public MergedProfile(FrequencyGrid grid, ScoringFitter<TLanes> fitter, int maximumParameters)
    {
        _grid = grid;
        _fitter = fitter;
        _trial = new Solution<TLanes>(maximumParameters);
    }

    /// <summary>Writes the bounds of the merged pairs among the winners' lanes into the results of their spectra, counted from `first`.</summary>
    public void Write(SpectrumBlock<TLanes> block, TLanes active, Candidate<TLanes>?[] winners, ReadOnlySpan<int> spectra, int first, FitResults results)
    {
        TLanes written = default;
        for (int lane = 0; lane < spectra.Length; lane++)
        {
            if (winners[lane] is not { } candidate || !IsMerged(candidate, active, lane) || Workbench<TLanes>.IsSet(written, lane))
                continue;
            TLanes merged = default;
            for (int other = lane; other < spectra.Length; other++)
                if (winners[other] == candidate && IsMerged(candidate, active, other))
                    merged = Workbench<TLanes>.Set(merged, other);
            Write(candidate, block, merged, spectra, first, results);
            written |= merged;
        }
    }

    private static bool IsMerged(Candidate<TLanes> candidate, TLanes active, int lane) =>
        Workbench<TLanes>.IsSet(active, lane) && candidate.Model.Layout.Lines == Pair && candidate.Verdicts[lane].Reason == FitReason.Merged;

    private void Write(Candidate<TLanes> candidate, SpectrumBlock<TLanes> block, TLanes merged, ReadOnlySpan<int> spectra, int first, FitResults results)
    {
        ParameterLayout layout = candidate.Model.Layout;
        LaneBuffer<TLanes> p = candidate.Solution.Parameters;
        TLanes bottom = _fitter.Deviance(candidate.Model, block, candidate.Solution);
        for (int line = 0; line < Pair; line++)
            for (int side = -1; side <= 1; side += 2)
            {
                Follow(candidate, line, side, block, merged, bottom);
                for (int lane = 0; lane < spectra.Length; lane++)
                    if (Workbench<TLanes>.IsSet(merged, lane))
                    {
                        bool isFirst = p[layout.Centre(line), lane] < p[layout.Centre(1 - line), lane];
                        int at = (first + spectra[lane]) * results.Lines + (isFirst ? 0 : 1);
                        double centre = p[layout.Centre(line), lane] + side * Bound(lane) * _std[lane];
                        (side < 0 ? results.CentreLowersHz : results.CentreUppersHz)[at] = _grid.MiddleHz + centre * FrequencyGrid.UnitHz;
                    }
            }
        for (int side = -1; side <= 1; side += 2)
        {
            Follow(candidate, null, side, block, merged, bottom);
            for (int lane = 0; lane < spectra.Length; lane++)
                if (Workbench<TLanes>.IsSet(merged, lane))
                {
                    double distance = Math.Abs(p[layout.Centre(1), lane] - p[layout.Centre(0), lane]) + side * Bound(lane) * _std[lane];
                    (side < 0 ? results.SplittingLowersHz : results.SplittingUppersHz)[first + spectra[lane]] = distance * FrequencyGrid.UnitHz;
                }
        }
    }

    // Looks for the bound of a centre, or of the distance where no line is named: between the last trial below it and the last above it
    // the root of the rise, which a parabola has in proportion to the offset, is interpolated.
    private void Follow(Candidate<TLanes> candidate, int? line, int side, SpectrumBlock<TLanes> block, TLanes merged, TLanes bottom)
    {
        for (int lane = 0; lane < TLanes.Count; lane++)
            Begin(candidate, line, side, lane);
        for (int trial = 0; trial < Trials; trial++)
        {
            TLanes deviance = DevianceAt(candidate, line, side, block, merged);
            for (int lane = 0; lane < TLanes.Count; lane++)
                if (Workbench<TLanes>.IsSet(merged, lane))
                    Narrow(lane, LaneNumbers<TLanes>.Get(ref deviance, lane) - LaneNumbers<TLanes>.Get(ref bottom, lane));
        }
    }

    private void Begin(Candidate<TLanes> candidate, int? line, int side, int lane)
    {
        ParameterLayout layout = candidate.Model.Layout;
        double noise = candidate.Verdicts[lane].NoiseVariance;
        double Covariance(int a, int b) => noise * candidate.Covariance[NormalEquations<TLanes>.Packed(Math.Max(a, b)) + Math.Min(a, b), lane];
        int first = layout.Centre(0), second = layout.Centre(1);
        _std[lane] = line is { } one ? Math.Sqrt(Covariance(layout.Centre(one), layout.Centre(one)))
            : Math.Sqrt(Covariance(first, first) + Covariance(second, second) - 2 * Covariance(first, second));
        double distance = Math.Abs(candidate.Solution.Parameters[second, lane] - candidate.Solution.Parameters[first, lane]);
        _farthest[lane] = line is null && side < 0 ? Math.Min(distance / _std[lane], FarthestSigmas) : FarthestSigmas;
        _offset[lane] = Math.Min(1, _farthest[lane]);
        _below[lane] = _belowRoot[lane] = 0;
        _above[lane] = _aboveRoot[lane] = double.PositiveInfinity;
    }

    private TLanes DevianceAt(Candidate<TLanes> candidate, int? line, int side, SpectrumBlock<TLanes> block, TLanes merged)
    {
        ParameterLayout layout = candidate.Model.Layout;
        StartSearch<TLanes>.Copy(candidate, candidate.Model, _trial);
        LaneModel<TLanes> model = candidate.Model;
        int held = layout.Centre(line ?? 1);
        if (line is null)
        {
            if (!_splitModels.TryGetValue(candidate.Model, out SplitPairModel<TLanes>? split))
                _splitModels.Add(candidate.Model, split = new SplitPairModel<TLanes>(candidate.Model));
            split.FromCentres(_trial.Parameters.Pointer);
            model = split;
        }
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            ref double value = ref _trial.Parameters[held, lane];
            int outwards = line is null && value < 0 ? -side : side; // a larger distance, whichever line is the first
            value += outwards * _offset[lane] * _std[lane];
        }
        _fitter.Fit(model, block, merged, _trial, held);
        return _fitter.Deviance(model, block, _trial);
    }

    private void Narrow(int lane, double rise)
    {
        double root = Math.Sqrt(Math.Max(rise, 0));
        if (rise < Rise)
            (_below[lane], _belowRoot[lane]) = (_offset[lane], root);
        else
            (_above[lane], _aboveRoot[lane]) = (_offset[lane], root);
        if (double.IsFinite(_above[lane]))
            _offset[lane] = _below[lane] + (_above[lane] - _below[lane]) * Math.Clamp(Fraction(lane), 0.05, 0.95);
        else
            _offset[lane] = Math.Min(_farthest[lane], Math.Clamp(_offset[lane] / Math.Max(root, 0.1), 1.2 * _offset[lane], 3 * _offset[lane]));
    }

    private double Fraction(int lane) => (Math.Sqrt(Rise) - _belowRoot[lane]) / (_aboveRoot[lane] - _belowRoot[lane]);

    // In standard deviations; the distance of a pair that may be one line goes down to zero, anything else is NaN where nothing bounds it.
    private double Bound(int lane)
    {
        if (double.IsFinite(_above[lane]))
            return _below[lane] + (_above[lane] - _below[lane]) * Fraction(lane);
        return _farthest[lane] < FarthestSigmas && _below[lane] == _farthest[lane] ? _farthest[lane] : double.NaN;
    }
}
