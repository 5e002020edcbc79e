using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Walks a batch block by block: loads the lanes, sorts out what cannot be fitted, runs the strategy, writes the results.</summary>
internal sealed class FittingEngine<TLanes> : IFittingEngine
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Fewer photons than this per parameter cannot carry an error bar.</summary>
    private const double FewestCountsPerParameter = 10;

    private readonly FrequencyGrid _grid;
    private readonly FitOptions _options;
    private readonly Workbench<TLanes> _bench;
    private readonly IStrategy<TLanes> _strategy;
    private readonly SpectrumBlock<TLanes> _block;
    private readonly OutlierGuard<TLanes> _guard;
    private readonly Candidate<TLanes>?[] _winners = new Candidate<TLanes>?[TLanes.Count];
    private readonly FitReason[] _refused = new FitReason[TLanes.Count];
    private readonly int _parameters;

    public FittingEngine(FrequencyGrid grid, FitOptions options)
    {
        _grid = grid;
        _options = options;
        int terms = (options.BaselineDegree ?? 0) + 1;
        _parameters = terms + 3 * Math.Max(options.Model.Lines, 1) + (options.Model.Shape == LineShape.Voigt ? 1 : 0);
        _bench = new Workbench<TLanes>(grid, options.Statistics, AutoStrategy<TLanes>.MaximumParameters);
        _strategy = options.Model.IsAuto ? new AutoStrategy<TLanes>(_bench, options)
            : options.BaselineDegree is null && options.Statistics != FitStatistics.Poisson ? new BaselineStrategy<TLanes>(_bench, options.Model)
            : new NamedStrategy<TLanes>(_bench, options.Model, terms);
        _block = new SpectrumBlock<TLanes>(grid.Count);
        _guard = new OutlierGuard<TLanes>(grid.Count);
    }

    public void Fit(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int spectra, FitResults results)
    {
        results.MiddleHz = _grid.MiddleHz;
        results.HalfSpanHz = _grid.HalfSpan * FrequencyGrid.UnitHz;
        for (int first = 0; first < spectra; first += TLanes.Count)
        {
            int lanes = Math.Min(TLanes.Count, spectra - first);
            TLanes active = default;
            int template = -1;
            for (int lane = 0; lane < lanes; lane++)
            {
                int start = (first + lane) * _grid.Count;
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
            for (int lane = 0; lane < lanes; lane++)
                if (_refused[lane] != FitReason.Ok)
                    results.Clear(first + lane, _refused[lane], _options.Model);
                else
                    ResultWriter<TLanes>.Write(_winners[lane], _block, _grid, lane, _options.Model, results, first + lane);
        }
    }

    private void FitBlock(TLanes active, int template)
    {
        for (int lane = 0; lane < TLanes.Count; lane++)
            if (!Workbench<TLanes>.IsSet(active, lane))
                _block.Repeat(lane, template);
        Array.Clear(_winners);
        _strategy.Fit(_block, active, _winners);
        if (_options.Statistics != FitStatistics.Unweighted || !_guard.ExcludeOutliers(_block, _bench.Fitter, _winners, active))
            return;
        Array.Clear(_winners);
        _strategy.Fit(_block, active, _winners);
    }

    private FitReason Load(int lane, ReadOnlySpan<uint> counts)
    {
        ulong sum = 0;
        uint largest = 0;
        foreach (uint count in counts)
        {
            sum += count;
            largest = Math.Max(largest, count);
        }
        if (largest >= _options.SaturationCounts)
            return FitReason.Saturated;
        if (sum < FewestCountsPerParameter * _parameters)
            return FitReason.TooFewCounts;
        if (counts.IndexOfAnyExcept(counts[0]) < 0)
            return FitReason.NoDip;
        _block.Load(lane, counts);
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
