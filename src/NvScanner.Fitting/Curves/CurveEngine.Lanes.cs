using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>Walks a batch of curves block by block: loads the lanes, finds starts, iterates, judges and writes.</summary>
internal sealed unsafe class CurveEngine<TLanes, TCurve> : ICurveEngine
    where TLanes : unmanaged, ILanes<TLanes>
    where TCurve : struct, ICurve
{
    /// <summary>A signal is there when its amplitude exceeds so many standard deviations at its shape.</summary>
    private const double PresenceSigmas = 5;

    /// <summary>Chi-square so many standard deviations above its expectation means an inadequate model.</summary>
    private const double InadequateSigmas = 6;

    private readonly CurveFitOptions _options;
    private readonly int _points;
    private readonly int _freeParameters;
    private readonly CurveLaneModel<TLanes, TCurve> _model;
    private readonly CurveStarts<TLanes> _starts;
    private readonly ScoringFitter<TLanes> _fitter;
    private readonly SpectrumBlock<TLanes> _block;
    private readonly Solution<TLanes> _solution;
    private readonly LaneBuffer<TLanes> _covariance;
    private readonly LaneBuffer<TLanes> _linearCovariance;
    private readonly LaneBuffer<TLanes> _linear;
    private readonly LaneBuffer<TLanes> _scratch;
    private readonly FitReason[] _refused = new FitReason[TLanes.Count];
    private readonly CurveWriter _writer;

    public CurveEngine(TimeAxis axis, CurveFitOptions options, double[] held)
    {
        _options = options;
        _points = axis.Count;
        _freeParameters = CurveModel.LinearParameters + held.Count(double.IsNaN);
        _model = new CurveLaneModel<TLanes, TCurve>(axis, held);
        _starts = CurveStarts<TLanes>.Of<TCurve>(axis, held);
        _fitter = new ScoringFitter<TLanes>(axis.Count, options.Statistics, _model.Count);
        _block = new SpectrumBlock<TLanes>(axis.Count);
        _solution = new Solution<TLanes>(_model.Count);
        int packed = NormalEquations<TLanes>.Packed(_model.Count);
        _covariance = new LaneBuffer<TLanes>(packed);
        _linearCovariance = new LaneBuffer<TLanes>(packed);
        _linear = new LaneBuffer<TLanes>(_model.Count);
        _linear.Span[..CurveModel.LinearParameters].Fill(TLanes.All(1));
        _scratch = new LaneBuffer<TLanes>(packed + _model.Count);
        _writer = new CurveWriter(options.Model, axis, held);
    }

    public void Fit(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int curves, CurveFitResults results)
    {
        for (int first = 0; first < curves; first += TLanes.Count)
        {
            int used = Math.Min(TLanes.Count, curves - first);
            TLanes active = Load(counts, values, sigmas, first, used);
            if (TLanes.AnySet(active))
                FitBlock(active);
            for (int lane = 0; lane < used; lane++)
                if (_refused[lane] != FitReason.Ok)
                    results.Clear(first + lane, _refused[lane]);
                else
                    Write(lane, results, first + lane);
        }
    }

    private TLanes Load(ReadOnlySpan<uint> counts, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int first, int used)
    {
        TLanes active = default;
        int template = -1;
        for (int lane = 0; lane < used; lane++)
        {
            int start = (first + lane) * _points;
            _refused[lane] = counts.IsEmpty
                ? LoadValues(lane, values.Slice(start, _points), sigmas.IsEmpty ? sigmas : sigmas.Slice(start, _points))
                : LoadCounts(lane, counts.Slice(start, _points));
            if (_refused[lane] != FitReason.Ok)
                continue;
            active = Workbench<TLanes>.Set(active, lane);
            template = lane;
        }
        for (int lane = 0; template >= 0 && lane < TLanes.Count; lane++)
            if (!Workbench<TLanes>.IsSet(active, lane))
                _block.Repeat(lane, template);
        return active;
    }

    private FitReason LoadCounts(int lane, ReadOnlySpan<uint> counts)
    {
        FitReason refused = CountScreening.Refusal(counts, _options.SaturationCounts, _freeParameters);
        if (refused == FitReason.Ok)
            _block.Load(lane, counts);
        return refused;
    }

    // Points of a curve are few and may be zero or stand alone: nothing is taken out but what is no number.
    private FitReason LoadValues(int lane, ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas)
    {
        bool varies = _block.Load(lane, values, sigmas, screened: false);
        if (_block.UsedPoints[0, lane] <= _freeParameters)
            return FitReason.NotMeasured;
        return varies ? FitReason.Ok : FitReason.NoDip;
    }

    private void FitBlock(TLanes active)
    {
        _starts.Find(_block, _solution);
        _fitter.Fit(_model, _block, active, _solution);
        TLanes* information = _solution.Information.Pointer;
        NormalEquations<TLanes>.Invert(information, _solution.Free.Pointer, _model.Count, _covariance.Pointer, _scratch.Pointer);
        NormalEquations<TLanes>.Invert(information, _linear.Pointer, _model.Count, _linearCovariance.Pointer, _scratch.Pointer);
    }

    private void Write(int lane, CurveFitResults results, int curve)
    {
        int degrees = (int)_block.UsedPoints[0, lane] - _freeParameters;
        double chiSquared = LaneNumbers<TLanes>.Get(ref _solution.ChiSquared, lane), reduced = chiSquared / Math.Max(degrees, 1);
        bool scaled = _options.Statistics == FitStatistics.Unweighted;
        double noise = scaled ? reduced : 1;
        FitReason reason = Judge(lane, chiSquared, degrees, noise, judgesChiSquared: !scaled);
        results.Clear(curve, reason);
        results.Chi2Reduced[curve] = scaled ? 1 : reduced;
        results.DegreesOfFreedom[curve] = degrees;
        if (reason is FitReason.NotConverged or FitReason.NoDip)
            return;
        Span<double> parameters = stackalloc double[_model.Count], covariance = stackalloc double[_covariance.Length];
        for (int a = 0; a < parameters.Length; a++)
            parameters[a] = _solution.Parameters[a, lane];
        for (int i = 0; i < covariance.Length; i++)
            covariance[i] = noise * _covariance[i, lane];
        _writer.Write(parameters, covariance, _block.Scale(lane), _block.Offset(lane), results, curve);
    }

    private FitReason Judge(int lane, double chiSquared, int degrees, double noise, bool judgesChiSquared)
    {
        bool finite = double.IsFinite(chiSquared), atBound = false;
        for (int a = 0; a < _model.Count; a++)
        {
            finite &= double.IsFinite(_solution.Parameters[a, lane]) || _writer.IsHeld(a);
            atBound |= _solution.Free[a, lane] == 0 && !_writer.IsHeld(a);
        }
        double variance = noise * _linearCovariance[NormalEquations<TLanes>.Packed(1) + 1, lane];
        if (!finite)
            return FitReason.NotConverged;
        if (!(variance > 0 && Math.Abs(_solution.Parameters[1, lane]) > PresenceSigmas * Math.Sqrt(variance)))
            return FitReason.NoDip;
        if (!LaneNumbers<TLanes>.IsSet(ref _solution.Converged, lane))
            return FitReason.NotConverged;
        if (atBound)
            return FitReason.AtBound;
        return judgesChiSquared && chiSquared > degrees + InadequateSigmas * Math.Sqrt(2.0 * Math.Max(degrees, 1)) ? FitReason.ModelInadequate : FitReason.Ok;
    }
}
