using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fits ordinary spectra of counts in floats, twice as many at a time: start and first passes on sums of neighbouring points, few passes
/// on the points themselves, then covariance and judgement. Spectra that need more passes are gathered until they fill a block. What
/// comes out well beyond doubt is written; anything else is left to the strategies.
/// </summary>
/// <remarks>
/// Floats cost no accuracy here: a count below 2^21 is exact, and the rounding of its model is below a thousandth of its noise.
/// </remarks>
internal sealed unsafe class ExpressFitter<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const double LargestCount = 1 << 21;
    private const int MostLines = 2;

    /// <summary>
    /// A lane has settled when its last step is below this squared number of standard deviations, and the next, by the rate at which
    /// they shrink, below <see cref="FollowingStep"/>.
    /// </summary>
    private const double LastStep = 3e-4;
    private const double FollowingStep = 1e-5;

    /// <summary>With the curvature of the model known, the next step is a tenth of the square of the last: 0.002 here.</summary>
    private const double LastNewtonStep = 0.02;

    /// <summary>The matrix of a longer step is not that of the maximum within the accuracy of error bars.</summary>
    private const double StaleStep = 0.01;

    /// <summary>A lane whose second step is longer is lost.</summary>
    private const double NearStep = 25;

    /// <summary>A lane that takes longer creeps: the strategies settle it better.</summary>
    private const int MostPasses = 10;

    /// <summary>A rival that does not suit the spectrum creeps, but only its deviance matters.</summary>
    private const int MostPassesOfRival = 25;

    private readonly FrequencyGrid _grid;
    private readonly FitOptions _options;
    private readonly ExpressStart<TSingles> _start;
    private readonly SpectrumBlock<TSingles> _block;
    private readonly Candidate<TSingles> _candidate;
    private readonly ExpressScoring<TSingles> _scoring;
    private readonly ScoringFitter<TSingles> _fitter;
    private readonly ExpressJudge<TSingles> _judge;
    private readonly ExpressRivals<TSingles>? _rivals;
    private readonly int[] _spectra = new int[TSingles.Count];

    // spectra that have not settled in the usual number of passes, with the parameters reached so far
    private readonly SpectrumBlock<TSingles> _lateBlock;
    private readonly Candidate<TSingles> _late;
    private readonly int[] _lateSpectra = new int[TSingles.Count];
    private int _lateCount;
    private int _at;
    private ExpressSurvey? _survey;

    public ExpressFitter(FrequencyGrid grid, FitOptions options, bool competes = false)
    {
        _grid = grid;
        _options = options;
        FitModel name = options.Model;
        _candidate = NewCandidate(name);
        _candidate.Solution.Free.Span.Fill(TSingles.All(1));
        _late = NewCandidate(name);
        _block = new SpectrumBlock<TSingles>(grid.Count);
        _lateBlock = new SpectrumBlock<TSingles>(grid.Count);
        _start = new ExpressStart<TSingles>(grid, name);
        _scoring = new ExpressScoring<TSingles>(grid, _candidate.Model.Layout.Count);
        _fitter = new ScoringFitter<TSingles>(grid.Count, FitStatistics.Poisson, _candidate.Model.Layout.Count, competes ? MostPassesOfRival : MostPasses);
        _judge = new ExpressJudge<TSingles>(grid);
        if (competes)
            _rivals = new ExpressRivals<TSingles>(grid, name, _candidate.Model.Layout.Count);
    }

    /// <summary>True for counts and a named model of one or two lines on a constant baseline, without shared parameters.</summary>
    public static bool Serves(FitOptions options) =>
        options.Statistics == FitStatistics.Poisson && !options.Model.IsAuto && options.Model.Lines <= MostLines
        && options.Model.Shape != LineShape.Voigt && options.BaselineDegree is null or 0 && options.Ties == default;

    /// <summary>Fits `spectra` rows of counts into `results` from number `at` on; `written` says which of them are done.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results, int at, Span<bool> written)
    {
        written[..spectra].Clear();
        (_at, _survey) = (at, null);
        FitAll(counts, spectra, results, written);
    }

    /// <summary>Fits rows of counts and gathers what their comparison with other models needs.</summary>
    public void Survey(ReadOnlySpan<uint> counts, int spectra, ExpressSurvey survey)
    {
        survey.Settled.AsSpan().Clear();
        (_at, _survey) = (0, survey);
        FitAll(counts, spectra, survey.Results, survey.Settled);
    }

    private void FitAll(ReadOnlySpan<uint> counts, int spectra, FitResults results, Span<bool> written)
    {
        _lateCount = 0;
        for (int first = 0; first < spectra; first += TSingles.Count)
        {
            int count = Math.Min(TSingles.Count, spectra - first);
            Transpose<TSingles>.Load(counts.Slice(first * _grid.Count, count * _grid.Count), count, _grid.Count, _block.Values.Pointer);
            TSingles ordinary = Ordinary(count);
            if (!TSingles.AnySet(ordinary))
                continue;
            _start.Find(_block, _candidate.Solution);
            TSingles near = Approach(ordinary);
            for (int lane = 0; lane < count; lane++)
                _spectra[lane] = first + lane;
            Finish(_candidate, _block, _spectra, count, results, written);
            for (int lane = 0; lane < count; lane++)
                if (LaneNumbers<TSingles>.IsSet(ref near, lane) && !LaneNumbers<TSingles>.IsSet(ref _candidate.Solution.Converged, lane))
                    Postpone(lane, results, written);
        }
        FitLate(results, written);
    }

    // Two steps settle most lanes where the curvature of the model is known, elsewhere a third with the matrix of the second.
    // Returns the lanes that are on the way to a maximum at all.
    private TSingles Approach(TSingles ordinary)
    {
        Solution<TSingles> solution = _candidate.Solution;
        _scoring.Step(_candidate.Model, _block, solution, newton: true);
        TSingles whole = _scoring.Step(_candidate.Model, _block, solution, newton: true);
        _scoring.Follow(_candidate.Model.Layout, solution);
        TSingles near = ordinary & TSingles.Less(whole, TSingles.All(NearStep));
        if (_candidate.Model.HasCurvature)
        {
            solution.Converged = ordinary & TSingles.Less(whole, TSingles.All(LastNewtonStep));
            return near;
        }
        TSingles last = _scoring.Polish(_candidate.Model, _block, solution);
        solution.Converged = ordinary & TSingles.Less(whole, TSingles.All(StaleStep)) & TSingles.Less(last, TSingles.All(LastStep))
            & TSingles.Less(last * last, whole * TSingles.All(FollowingStep));
        return near;
    }

    // Counts that floats hold exactly, below saturation, enough of them, and not all the same.
    private TSingles Ordinary(int count)
    {
        TSingles largest = default, sum = default, smallest = TSingles.All(LargestCount);
        foreach (TSingles value in _block.Values.Span)
        {
            largest = TSingles.Max(largest, value);
            smallest = TSingles.Min(smallest, value);
            sum += value;
        }
        double ceiling = Math.Min(LargestCount, _options.SaturationCounts);
        double least = CountScreening.FewestCountsPerParameter * _candidate.Model.Layout.Count;
        TSingles ordinary = TSingles.Less(largest, TSingles.All(ceiling)) & TSingles.Less(TSingles.All(least), sum)
            & TSingles.Less(smallest, largest) & TSingles.Less(TSingles.All(-1), smallest);
        for (int lane = count; lane < TSingles.Count; lane++)
            LaneNumbers<TSingles>.SetMask(ref ordinary, lane, false);
        return ordinary;
    }

    private void Postpone(int lane, FitResults results, Span<bool> written)
    {
        Transpose<TSingles>.CopyLane(_block.Values.Pointer, lane, _lateBlock.Values.Pointer, _lateCount, _grid.Count);
        for (int a = 0; a < _candidate.Model.Layout.Count; a++)
            LaneNumbers<TSingles>.Set(
                ref _late.Solution.Parameters.Pointer[a], _lateCount, LaneNumbers<TSingles>.Get(ref _candidate.Solution.Parameters.Pointer[a], lane));
        _lateSpectra[_lateCount++] = _spectra[lane];
        if (_lateCount == TSingles.Count)
            FitLate(results, written);
    }

    private void FitLate(FitResults results, Span<bool> written)
    {
        if (_lateCount == 0)
            return;
        TSingles active = default;
        for (int lane = 0; lane < _lateCount; lane++)
            LaneNumbers<TSingles>.SetMask(ref active, lane, true);
        _fitter.Fit(_late.Model, _lateBlock, active, _late.Solution);
        Finish(_late, _lateBlock, _lateSpectra, _lateCount, results, written);
        _lateCount = 0;
    }

    private void Finish(
        Candidate<TSingles> candidate, SpectrumBlock<TSingles> block, int[] spectra, int count, FitResults results, Span<bool> written)
    {
        _fitter.Covariance(candidate);
        TSingles sound = _judge.Sound(candidate);
        TSingles wanted = _survey is null ? sound : candidate.Solution.Converged;
        ExpressWriter<TSingles>.Write(candidate, wanted, _grid, spectra.AsSpan(0, count), results, _at);
        for (int lane = 0; lane < count; lane++)
            if (LaneNumbers<TSingles>.IsSet(ref wanted, lane))
                written[spectra[lane]] = true;
        if (_survey is not null)
            Report(candidate, block, sound, spectra.AsSpan(0, count), _survey);
    }

    private void Report(Candidate<TSingles> candidate, SpectrumBlock<TSingles> block, TSingles sound, ReadOnlySpan<int> spectra, ExpressSurvey survey)
    {
        _rivals!.Weigh(candidate, block, out TSingles deviance, out TSingles tiltGain, out TSingles response);
        for (int lane = 0; lane < spectra.Length; lane++)
        {
            int spectrum = spectra[lane];
            if (!survey.Settled[spectrum])
                continue;
            survey.Sound[spectrum] = LaneNumbers<TSingles>.IsSet(ref sound, lane);
            survey.Deviances[spectrum] = LaneNumbers<TSingles>.Get(ref deviance, lane);
            survey.TiltGains[spectrum] = LaneNumbers<TSingles>.Get(ref tiltGain, lane);
            survey.Responses[spectrum] = LaneNumbers<TSingles>.Get(ref response, lane);
        }
    }

    private Candidate<TSingles> NewCandidate(FitModel name) =>
        new(SpectrumModel<TSingles>.Create(name, 1, name.Lines, default, _grid));
}
