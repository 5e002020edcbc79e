using System.Runtime.CompilerServices;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fisher scoring with Levenberg-Marquardt damping per lane. For counts the weights are 1/mu of the last accepted step (iteratively
/// re-weighted least squares): its fixed point is the maximum of the Poisson likelihood, and a step is accepted when it lowers the sum
/// of squares at the weights it was computed with, whose gradient is that of the likelihood.
/// </summary>
internal sealed unsafe class ScoringFitter<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Chunk = LaneModel<TLanes>.Chunk;
    private const int UsualPasses = 50;

    /// <summary>A lane has settled when the next step is shorter than sqrt(this) standard deviations; that step is still taken.</summary>
    private const double SettledDecrement = 1e-4;

    /// <summary>
    /// Near the maximum steps shrink by a constant factor. A lane of floats has also settled below this limit when the step after that
    /// one would be shorter than sqrt(<see cref="FollowingSingleDecrement"/>) standard deviations.
    /// </summary>
    private const double NearlySettledDecrement = 1e-3;

    private const double FollowingSingleDecrement = 3e-5;

    private const double FirstDamping = 1e-3;
    private const double SettledDamping = 0.05;
    private const double LargestDamping = 1e7;
    private const double TolerableOvershoot = 1.5;
    private const double ShortestRelaxation = 0.25;

    /// <summary>A model never predicts fewer counts than this fraction of the mean.</summary>
    private const double SmallestMean = 1e-3;

    private const double LeastFloor = 1e-9;

    /// <summary>Values that follow their model better than this, in units of their range, are taken to have this noise: rounding alone never settles.</summary>
    private const double SmallestNoise = 1e-12;

    private readonly int _points;
    private readonly FitStatistics _statistics;
    private readonly int _maximumPasses;
    private readonly LaneBuffer<TLanes> _derivatives;
    private readonly LaneBuffer<TLanes> _values = new(Chunk);
    private readonly LaneBuffer<TLanes> _weightedResiduals = new(Chunk);
    private readonly LaneBuffer<TLanes> _row = new(Chunk);
    private LaneBuffer<TLanes> _weights;
    private LaneBuffer<TLanes> _trialWeights;
    private readonly LaneBuffer<TLanes> _gradient;
    private readonly LaneBuffer<TLanes> _trialGradient;
    private readonly LaneBuffer<TLanes> _trialInformation;
    private readonly LaneBuffer<TLanes> _trial;
    private readonly LaneBuffer<TLanes> _step;
    private readonly LaneBuffer<TLanes> _scratch;
    private TLanes _floor;

    // of every lane: it has ended, it has not been evaluated yet, its damping, shortening of steps, passes so far, slope along its step,
    // and squared length of its last full step in standard deviations (nothing before the first, which never settles a lane of floats)
    private TLanes _done;
    private TLanes _fresh;
    private TLanes _damping;
    private TLanes _relaxation;
    private TLanes _passes;
    private TLanes _slope;
    private TLanes _decrement;

    public ScoringFitter(int points, FitStatistics statistics, int maximumParameters, int maximumPasses = UsualPasses)
    {
        _maximumPasses = maximumPasses;
        _points = points;
        _statistics = statistics;
        int packed = NormalEquations<TLanes>.Packed(maximumParameters);
        _derivatives = new LaneBuffer<TLanes>(maximumParameters * Chunk);
        _weights = new LaneBuffer<TLanes>(points);
        _trialWeights = new LaneBuffer<TLanes>(points);
        _gradient = new LaneBuffer<TLanes>(maximumParameters);
        _trialGradient = new LaneBuffer<TLanes>(maximumParameters);
        _trialInformation = new LaneBuffer<TLanes>(packed);
        _trial = new LaneBuffer<TLanes>(maximumParameters);
        _step = new LaneBuffer<TLanes>(maximumParameters);
        _scratch = new LaneBuffer<TLanes>(packed + maximumParameters);
    }

    /// <summary>
    /// Fits from the parameters in `solution`, all or all but one that is `held` where it is; lanes outside `active` keep their
    /// parameters and have not converged.
    /// </summary>
    public void Fit(LaneModel<TLanes> model, SpectrumBlock<TLanes> block, TLanes active, Solution<TLanes> solution, int? held = null)
    {
        Begin(model, block, active, solution);
        do
            Pass(model, block, solution, held);
        while (!TLanes.AllSet(_done));
    }

    private void Begin(LaneModel<TLanes> model, SpectrumBlock<TLanes> block, TLanes active, Solution<TLanes> solution)
    {
        int parameters = model.Count;
        for (int a = 0; a < parameters; a++)
        {
            _trial.Pointer[a] = solution.Parameters.Pointer[a];
            solution.Free.Pointer[a] = TLanes.All(1);
        }
        _fresh = TLanes.Less(TLanes.All(0), TLanes.All(1));
        _done = TLanes.Select(active, default, _fresh);
        _damping = TLanes.All(FirstDamping);
        _relaxation = TLanes.All(1);
        _passes = _decrement = solution.ChiSquared = solution.Converged = default;
        SetFloor(block);
    }

    // Evaluates the trial of every lane, takes it where it is better, and finds the next.
    private void Pass(LaneModel<TLanes> model, SpectrumBlock<TLanes> block, Solution<TLanes> solution, int? held = null)
    {
        int parameters = model.Count;
        TLanes* p = solution.Parameters.Pointer;
        TLanes* information = solution.Information.Pointer;
        TLanes* gradient = _gradient.Pointer;
        TLanes* free = solution.Free.Pointer;
        TLanes* trial = _trial.Pointer;
        TLanes* step = _step.Pointer;

        Sum(model, block, trial, _trialInformation.Pointer, _trialGradient.Pointer, out TLanes chiSquared, out TLanes frozen);
        TLanes better = TLanes.Select(_done, default, _fresh | TLanes.Less(frozen, solution.ChiSquared * TLanes.All(1 + RoundingOf(1e-12))));
        AdaptDamping(better, free, step, parameters);
        Accept(better, chiSquared, parameters, solution);
        _fresh = default;

        model.HoldAtLimits(p, gradient, _done, free);
        if (held is { } parameter)
            free[parameter] = default;
        NormalEquations<TLanes>.Solve(information, gradient, free, _damping, parameters, step, _scratch.Pointer);
        TLanes decrement = default;
        for (int a = 0; a < parameters; a++)
            decrement = TLanes.MultiplyAdd(gradient[a] * free[a], step[a], decrement);
        TLanes settled = TLanes.Less(_damping, TLanes.All(SettledDamping)) & HasSettled(block, decrement, solution.ChiSquared, parameters);
        TLanes last = TLanes.Select(_done, default, settled);
        for (int a = 0; a < parameters; a++)
            step[a] *= _relaxation;
        model.Advance(p, step, trial);
        _passes += TLanes.All(1);
        TLanes ended = TLanes.Select(_done, default,
            last | TLanes.Less(TLanes.All(LargestDamping), _damping) | TLanes.Less(TLanes.All(_maximumPasses - 0.5), _passes));
        _done |= ended;
        for (int a = 0; a < parameters; a++)
        {
            p[a] = TLanes.Select(last, trial[a], p[a]);
            trial[a] = TLanes.Select(_done, p[a], trial[a]);
        }
        solution.Converged |= last;
        _slope = decrement * _relaxation;
        _decrement = decrement;
    }

    private TLanes HasSettled(SpectrumBlock<TLanes> block, TLanes decrement, TLanes chiSquared, int parameters)
    {
        TLanes limit = TLanes.All(SettledDecrement);
        if (_statistics == FitStatistics.Unweighted)
            limit *= TLanes.Max(
                chiSquared / TLanes.Max(block.UsedPoints.Pointer[0] - TLanes.All(parameters), TLanes.All(1)), TLanes.All(SmallestNoise * SmallestNoise));
        TLanes settled = TLanes.Less(decrement, limit);
        if (!TLanes.IsSingle)
            return settled;
        TLanes following = decrement * decrement / _decrement;
        return settled | (TLanes.Less(decrement, TLanes.All(NearlySettledDecrement)) & TLanes.Less(following, TLanes.All(FollowingSingleDecrement)));
    }

    // A better trial lowers the damping, one that is not raises it; the first one of a lane does neither.
    private void AdaptDamping(TLanes better, TLanes* free, TLanes* step, int parameters)
    {
        TLanes lowered = TLanes.Max(_damping * TLanes.All(0.1), TLanes.All(1e-9));
        TLanes raised = TLanes.Max(_damping * TLanes.All(10), TLanes.All(1e-2));
        _damping = TLanes.Select(_fresh, _damping, TLanes.Select(better, lowered, raised));
        _relaxation = TLanes.Select(TLanes.Select(_fresh, default, better), Relaxed(_slope, _relaxation, free, step, parameters), _relaxation);
    }

    private void Accept(TLanes better, TLanes chiSquared, int parameters, Solution<TLanes> solution)
    {
        TLanes* information = solution.Information.Pointer;
        for (int i = 0; i < NormalEquations<TLanes>.Packed(parameters); i++)
            information[i] = TLanes.Select(better, _trialInformation.Pointer[i], information[i]);
        for (int a = 0; a < parameters; a++)
        {
            _gradient.Pointer[a] = TLanes.Select(better, _trialGradient.Pointer[a], _gradient.Pointer[a]);
            solution.Parameters.Pointer[a] = TLanes.Select(better, _trial.Pointer[a], solution.Parameters.Pointer[a]);
        }
        if (TLanes.AllSet(better | _done))
            (_weights, _trialWeights) = (_trialWeights, _weights);
        else if (_statistics == FitStatistics.Poisson)
            for (int i = 0; i < _points; i++)
                _weights.Pointer[i] = TLanes.Select(better, _trialWeights.Pointer[i], _weights.Pointer[i]);
        solution.ChiSquared = TLanes.Select(better, chiSquared, solution.ChiSquared);
    }

    /// <summary>
    /// Twice the negative log-likelihood up to a constant of the data: the Poisson deviance, chi-square, or n ln(sum of squares / n).
    /// </summary>
    public TLanes Deviance(LaneModel<TLanes> model, SpectrumBlock<TLanes> block, Solution<TLanes> solution)
    {
        SetFloor(block);
        TLanes sum = default;
        for (int first = 0; first < _points; first += Chunk)
        {
            int count = Math.Min(Chunk, _points - first);
            model.Evaluate(solution.Parameters.Pointer, first, count, _values.Pointer, _derivatives.Pointer);
            sum += _statistics == FitStatistics.Poisson
                ? PoissonDeviance(_values.Pointer, block.Values.Pointer + first, _floor, count)
                : SquaredResiduals(_values.Pointer, block.Values.Pointer + first, block.Weights.Pointer + first, count);
        }
        if (_statistics != FitStatistics.Unweighted)
            return sum;
        TLanes points = block.UsedPoints.Pointer[0];
        return points * LaneMath.Log(TLanes.Max(sum / points, TLanes.All(1e-200)));
    }

    /// <summary>Data minus model at every point, in the block's scaled units.</summary>
    public void Residuals(LaneModel<TLanes> model, SpectrumBlock<TLanes> block, Solution<TLanes> solution, LaneBuffer<TLanes> residuals)
    {
        for (int first = 0; first < _points; first += Chunk)
        {
            int count = Math.Min(Chunk, _points - first);
            model.Evaluate(solution.Parameters.Pointer, first, count, _values.Pointer, _derivatives.Pointer);
            for (int i = 0; i < count; i++)
                residuals.Pointer[first + i] = block.Values.Pointer[first + i] - _values.Pointer[i];
        }
    }

    /// <summary>Fills in the packed covariance of a candidate alone.</summary>
    public void Covariance(Candidate<TLanes> candidate) => NormalEquations<TLanes>.Invert(
        candidate.Solution.Information.Pointer, candidate.Solution.Free.Pointer, candidate.Model.Layout.Count, candidate.Covariance.Pointer, _scratch.Pointer);

    /// <summary>Fills in the packed covariances of a candidate; parameters held at a limit have none.</summary>
    public void Covariances(Candidate<TLanes> candidate)
    {
        ParameterLayout layout = candidate.Model.Layout;
        TLanes* information = candidate.Solution.Information.Pointer;
        TLanes* free = candidate.Solution.Free.Pointer;
        TLanes* linear = _step.Pointer;
        for (int a = 0; a < layout.Count; a++)
            linear[a] = free[a];
        if (layout.HasSpacing)
            linear[layout.Spacing] = default;
        for (int line = 0; line < layout.Lines; line++)
            linear[layout.Centre(line)] = linear[layout.Width(line)] = default;
        NormalEquations<TLanes>.Invert(information, free, layout.Count, candidate.Covariance.Pointer, _scratch.Pointer);
        NormalEquations<TLanes>.Invert(information, linear, layout.Count, candidate.LinearCovariance.Pointer, _scratch.Pointer);
    }

    private void SetFloor(SpectrumBlock<TLanes> block)
    {
        if (_statistics != FitStatistics.Poisson)
            return;
        TLanes sum = default;
        foreach (TLanes value in block.Values.Span)
            sum += value;
        _floor = TLanes.Max(sum * TLanes.All(SmallestMean / _points), TLanes.All(LeastFloor));
    }

    private void Sum(
        LaneModel<TLanes> model, SpectrumBlock<TLanes> block, TLanes* p,
        TLanes* information, TLanes* gradient, out TLanes chiSquared, out TLanes frozenChiSquared)
    {
        int parameters = model.Count;
        new Span<TLanes>(information, NormalEquations<TLanes>.Packed(parameters)).Clear();
        new Span<TLanes>(gradient, parameters).Clear();
        chiSquared = frozenChiSquared = default;
        SpectrumModel<TLanes>? plain = model is SpectrumModel<TLanes> { Layout.IsPlain: true } spectrum ? spectrum : null;
        for (int start = 0; start < _points; start += Chunk)
        {
            int count = Math.Min(Chunk, _points - start);
            if (plain is not null)
                plain.EvaluateRows(p, start, count, _values.Pointer, _derivatives.Pointer);
            else
                model.Evaluate(p, start, count, _values.Pointer, _derivatives.Pointer);
            TLanes* weights = block.Weights.Pointer + start;
            if (_statistics == FitStatistics.Poisson)
            {
                weights = _trialWeights.Pointer + start;
                WeighCounts(_values.Pointer, block.Values.Pointer + start, _weights.Pointer + start, _floor, count, weights,
                    _weightedResiduals.Pointer, ref chiSquared, ref frozenChiSquared);
            }
            else
            {
                WeighValues(_values.Pointer, block.Values.Pointer + start, weights, count, _weightedResiduals.Pointer, ref chiSquared);
                frozenChiSquared = chiSquared;
            }
            if (plain is not null)
                plain.AddRows(_derivatives.Pointer, weights, _weightedResiduals.Pointer, count, information, gradient);
            else
                NormalEquations<TLanes>.Accumulate(
                    _derivatives.Pointer, Chunk, weights, _weightedResiduals.Pointer, count, parameters, information, gradient, _row.Pointer);
        }
        plain?.Restore(p, information, gradient);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WeighCounts(
        TLanes* values, TLanes* counts, TLanes* accepted, TLanes floor, int count, TLanes* weights, TLanes* weightedResiduals,
        ref TLanes chiSquared, ref TLanes frozenChiSquared)
    {
        TLanes sum = chiSquared, frozen = frozenChiSquared;
        for (int i = 0; i < count; i++)
        {
            TLanes mean = TLanes.Max(values[i], floor);
            TLanes residual = counts[i] - mean;
            TLanes weight = TLanes.Reciprocal(mean);
            TLanes weighted = residual * weight;
            frozen = TLanes.MultiplyAdd(residual * accepted[i], residual, frozen);
            sum = TLanes.MultiplyAdd(weighted, residual, sum);
            weights[i] = weight;
            weightedResiduals[i] = weighted;
        }
        chiSquared = sum;
        frozenChiSquared = frozen;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WeighValues(
        TLanes* values, TLanes* data, TLanes* weights, int count, TLanes* weightedResiduals, ref TLanes chiSquared)
    {
        TLanes sum = chiSquared;
        for (int i = 0; i < count; i++)
        {
            TLanes residual = data[i] - values[i];
            TLanes weighted = residual * weights[i];
            sum = TLanes.MultiplyAdd(weighted, residual, sum);
            weightedResiduals[i] = weighted;
        }
        chiSquared = sum;
    }

    // 2 sum [ n ln(n / mu) - (n - mu) ], with n ln n = 0 at n = 0
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLanes PoissonDeviance(TLanes* values, TLanes* counts, TLanes floor, int count)
    {
        TLanes sum = default;
        for (int i = 0; i < count; i++)
        {
            TLanes mean = TLanes.Max(values[i], floor);
            TLanes ratio = TLanes.Max(counts[i], TLanes.All(1e-30)) / mean;
            sum = TLanes.MultiplyAdd(counts[i], LaneMath.Log(ratio), sum) - (counts[i] - mean);
        }
        return sum + sum;
    }

    private static TLanes SquaredResiduals(TLanes* values, TLanes* data, TLanes* weights, int count)
    {
        TLanes sum = default;
        for (int i = 0; i < count; i++)
        {
            TLanes residual = data[i] - values[i];
            sum = TLanes.MultiplyAdd(residual * weights[i], residual, sum);
        }
        return sum;
    }

    // Fisher's information leaves out the curvature of the model; where that bends the likelihood, full steps overshoot to and fro across
    // the maximum and hardly settle. The slopes along a step before and after it tell by how much, and the next step is shortened.
    private TLanes Relaxed(TLanes slope, TLanes relaxation, TLanes* free, TLanes* step, int parameters)
    {
        TLanes slopeAfter = default;
        for (int a = 0; a < parameters; a++)
            slopeAfter = TLanes.MultiplyAdd(_trialGradient.Pointer[a] * free[a], step[a], slopeAfter);
        TLanes overshoot = (slope - slopeAfter) / (slope * relaxation); // length of a full step over that of the best one
        TLanes shortened = TLanes.Max(TLanes.All(1) / overshoot, TLanes.All(ShortestRelaxation));
        return TLanes.Select(TLanes.Less(TLanes.All(TolerableOvershoot), overshoot), shortened, TLanes.All(1));
    }

    // a relative tolerance stated for doubles, or what the rounding of floats makes necessary
    private static double RoundingOf(double ofDoubles) => TLanes.IsSingle ? 2e-6 : ofDoubles;
}
