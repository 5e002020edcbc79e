using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Walks a batch: ordinary spectra are done by the express fitter; the others queue up until they fill a block of lanes, which is loaded,
/// relieved of what cannot be fitted, handed to the strategy, and written.
/// </summary>
internal sealed class FittingEngine<TLanes, TSingles> : IFittingEngine
    where TLanes : unmanaged, ILanes<TLanes>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private readonly FrequencyGrid _grid;
    private readonly FitOptions _options;
    private readonly Workbench<TLanes> _bench;
    private readonly IStrategy<TLanes> _strategy;
    private readonly SpectrumBlock<TLanes> _block;
    private readonly OutlierGuard<TLanes> _guard;
    private readonly Candidate<TLanes>?[] _winners = new Candidate<TLanes>?[TLanes.Count];
    private readonly FitReason[] _refused = new FitReason[TLanes.Count];
    private readonly int[] _queue = new int[TLanes.Count];
    private readonly ExpressFitter<TSingles>? _express;
    private readonly ExpressAuto<TSingles>? _expressAuto;
    private readonly MergedProfile<TLanes>? _profile;
    private readonly bool[] _isSpike; // [lane, point] of counts
    private readonly LaneBuffer<TLanes> _residuals;
    private int _queued;
    private int _first;
    private bool[] _written = [];
    private readonly int _parameters;

    public FittingEngine(FrequencyGrid grid, FitOptions options, bool express = true)
    {
        _grid = grid;
        _options = options;
        int terms = (options.BaselineDegree ?? 0) + 1;
        _parameters = new ParameterLayout(terms, Math.Max(options.Model.Lines, 1), options.Model.Shape == LineShape.Voigt, options.Ties).Count;
        _bench = new Workbench<TLanes>(grid, options.Statistics, AutoStrategy<TLanes>.MaximumParameters);
        _strategy = options.Model.IsAuto ? new AutoStrategy<TLanes>(_bench, options)
            : options.BaselineDegree is null && options.Statistics != FitStatistics.Poisson ? new BaselineStrategy<TLanes>(_bench, options.Model, options.Ties)
            : new NamedStrategy<TLanes>(_bench, options.Model, terms, options.Ties);
        _block = new SpectrumBlock<TLanes>(grid.Count);
        _isSpike = new bool[TLanes.Count * grid.Count];
        _residuals = new LaneBuffer<TLanes>(grid.Count);
        _guard = new OutlierGuard<TLanes>(grid.Count);
        if (options.ProfileMerged)
            _profile = new MergedProfile<TLanes>(grid, _bench.Fitter, AutoStrategy<TLanes>.MaximumParameters);
        if (express && ExpressFitter<TSingles>.Serves(options))
            _express = new ExpressFitter<TSingles>(grid, options);
        if (express && ExpressAuto<TSingles>.Serves(options))
            _expressAuto = new ExpressAuto<TSingles>(grid, options);
    }

    public void Fit(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results, int first = 0)
    {
        _first = first;
        results.MiddleHz = _grid.MiddleHz;
        results.HalfSpanHz = _grid.HalfSpan * FrequencyGrid.UnitHz;
        if (_written.Length < spectra)
            _written = new bool[spectra];
        _express?.Fit(counts, spectra, results, first, _written);
        _expressAuto?.Fit(counts, spectra, results, first, _written);
        for (int spectrum = 0; spectrum < spectra; spectrum++)
            if (!_written[spectrum])
                Enqueue(spectrum, counts, values, sigmas, results);
        FitQueued(counts, values, sigmas, results);
    }

    private void Enqueue(int spectrum, ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, FitResults results)
    {
        _queue[_queued++] = spectrum;
        if (_queued == TLanes.Count)
            FitQueued(counts, values, sigmas, results);
    }

    private void FitQueued(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, FitResults results)
    {
        TLanes active = default;
        int template = -1;
        for (int lane = 0; lane < _queued; lane++)
        {
            int start = _queue[lane] * _grid.Count;
            _refused[lane] = counts.IsEmpty
                ? Load(lane, values.Slice(start, _grid.Count), sigmas.IsEmpty ? sigmas : sigmas.Slice(start, _grid.Count))
                : Load(lane, counts.Slice(start, _grid.Count));
            if (_refused[lane] != FitReason.Ok)
                continue;
            active = Workbench<TLanes>.Set(active, lane);
            template = lane;
        }
        if (template >= 0)
            FitBlock(active, template);
        for (int lane = 0; lane < _queued; lane++)
            if (_refused[lane] != FitReason.Ok)
                results.Clear(_first + _queue[lane], _refused[lane], _options.Model);
            else
            {
                ResultWriter<TLanes>.Write(
                    _winners[lane], _block.Scale(lane), _block.Offset(lane), _grid, lane, _options.Model, results, _first + _queue[lane]);
                results.AddLeftOut(_first + _queue[lane], _block.LeftOut(lane));
            }
        if (template >= 0)
            _profile?.Write(_block, active, _winners, _queue.AsSpan(0, _queued), _first, results);
        _queued = 0;
    }

    private void FitBlock(TLanes active, int template)
    {
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (!Workbench<TLanes>.IsSet(active, lane))
                _block.Repeat(lane, template);
        Array.Clear(_winners);
        _strategy.Fit(_block, active, _winners);
        bool again = _options.Statistics switch
        {
            FitStatistics.Poisson => ReplaceSpikes(active),
            FitStatistics.Unweighted => _guard.ExcludeOutliers(_block, _bench.Fitter, _winners, active),
            _ => false,
        };
        if (!again)
            return;
        Array.Clear(_winners);
        _strategy.Fit(_block, active, _winners);
    }

    // Puts the fitted counts in the place of spikes, which so far hold what their neighbours suggest.
    private bool ReplaceSpikes(TLanes active)
    {
        bool any = false;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            if (!Workbench<TLanes>.IsSet(active, lane) || _block.LeftOut(lane) == 0 || _winners[lane] is not { } winner)
                continue;
            _bench.Fitter.Residuals(winner.Model, _block, winner.Solution, _residuals);
            for (int i = 0; i < _grid.Count; i++)
                if (_isSpike[lane * _grid.Count + i] && _block.Values[i, lane] - _residuals[i, lane] is var expected and > 0)
                    _block.Values[i, lane] = expected;
            any = true;
        }
        return any;
    }

    private FitReason Load(int lane, ReadOnlySpan<uint> counts)
    {
        FitReason refused = CountScreening.Refusal(counts, _options.SaturationCounts, _parameters);
        if (refused != FitReason.Ok)
            return refused;
        _block.Load(lane, counts);
        double level = CountSpikes.Level(counts);
        for (int i = 0; i < counts.Length; i++)
        {
            bool isSpike = CountSpikes.IsSpike(counts, i, level, out double neighbours);
            _isSpike[lane * _grid.Count + i] = isSpike;
            if (isSpike)
                _block.Replace(i, lane, neighbours);
        }
        return FitReason.Ok;
    }

    private FitReason Load(int lane, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas)
    {
        bool varies = _block.Load(lane, values, sigmas);
        if (_block.UsedPoints[0, lane] < _parameters + 2)
            return FitReason.NotMeasured;
        return varies ? FitReason.Ok : FitReason.NoDip;
    }
}
