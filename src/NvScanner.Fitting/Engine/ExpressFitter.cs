using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fits ordinary spectra of counts in floats, twice as many at a time: start from a coarse matched filter, the same scoring, then
/// covariance and judgement in doubles. A lane whose spectrum has settled takes the next one at once. What comes out well beyond doubt is written; anything else is left to the strategies.
/// </summary>
/// <remarks>
/// Floats cost no accuracy here: a count below 2^21 is exact, and the rounding of its model is below a thousandth of its noise.
/// </remarks>
internal sealed unsafe class ExpressFitter<TLanes, TSingles>
    where TLanes : unmanaged, ILanes<TLanes>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const double LargestCount = 1 << 21;
    private const int MostLines = 2;
    private const int MaximumPasses = 10;

    /// <summary>Depth over its full standard deviation from which on no other place in the spectrum competes.</summary>
    private const double PresenceSigmas = 8;

    /// <summary>Chi-square so many standard deviations above its expectation is left to the strategies: with lines that stand out so far it need not be less.</summary>
    private const double UnlikelySigmas = 4;

    private readonly FrequencyGrid _grid;
    private readonly FitOptions _options;
    private readonly SpectrumModel<TSingles> _model;
    private readonly SpectrumBlock<TSingles> _block;
    private readonly Solution<TSingles> _solution;
    private readonly int[] _inLane = new int[TSingles.Count];

    // the next spectra with their starts: how many, how many of them are taken, the first one's number
    private readonly SpectrumBlock<TSingles> _stage;
    private readonly Solution<TSingles> _starts;
    private TSingles _ordinary;
    private TSingles _mean;
    private int _stagedCount;
    private int _staged;
    private int _stagedFirst;

    // solutions that have ended and wait for their covariance
    private readonly int[] _endedSpectra = new int[TLanes.Count];
    private int _ended;
    private readonly StartSearch<TSingles> _start;
    private readonly ScoringFitter<TSingles> _fitter;
    private readonly Candidate<TLanes> _candidate;
    private readonly LaneBuffer<TLanes> _scratch;
    private readonly LaneBuffer<TLanes> _free;

    public ExpressFitter(FrequencyGrid grid, FitOptions options)
    {
        _grid = grid;
        _options = options;
        FitModel name = options.Model;
        _model = SpectrumModel<TSingles>.Create(name, 1, name.Lines, default, grid);
        int parameters = _model.Layout.Count;
        _block = new SpectrumBlock<TSingles>(grid.Count);
        _solution = new Solution<TSingles>(parameters);
        _stage = new SpectrumBlock<TSingles>(grid.Count);
        _starts = new Solution<TSingles>(parameters);
        _start = new StartSearch<TSingles>(grid, FitStatistics.Poisson, TemplateBank.Coarse);
        _start.Prepare(name);
        _fitter = new ScoringFitter<TSingles>(grid.Count, FitStatistics.Poisson, parameters, MaximumPasses);
        _candidate = new Candidate<TLanes>(SpectrumModel<TLanes>.Create(name, 1, name.Lines, default, grid));
        _scratch = new LaneBuffer<TLanes>(NormalEquations<TLanes>.Packed(parameters) + parameters);
        _free = new LaneBuffer<TLanes>(parameters);
        _free.Span.Fill(TLanes.All(1));
    }

    /// <summary>True for counts and a named model of one or two lines on a constant baseline, without shared parameters.</summary>
    public static bool Serves(FitOptions options) =>
        options.Statistics == FitStatistics.Poisson && !options.Model.IsAuto && options.Model.Lines <= MostLines
        && options.Model.Shape != LineShape.Voigt && options.BaselineDegree is null or 0 && options.Ties == default;

    /// <summary>Fits `spectra` rows of counts into `results`; `written` says which of them are done.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results, Span<bool> written)
    {
        written[..spectra].Clear();
        _fitter.Begin(_model, _solution);
        _staged = _stagedCount = _stagedFirst = _ended = 0;
        TSingles idle = TSingles.Less(default, TSingles.All(1));
        while (true)
        {
            int busy = 0;
            for (int lane = 0; lane < TSingles.Count; lane++)
                if (!LaneNumbers<TSingles>.IsSet(ref idle, lane) || Refill(lane, counts, spectra))
                    busy |= 1 << lane;
            if (busy == 0)
                break;
            TSingles ended = _fitter.Pass(_model, _block, _solution);
            idle = default;
            for (int lane = 0; lane < TSingles.Count; lane++)
                if ((busy >> lane & 1) == 0)
                    LaneNumbers<TSingles>.SetMask(ref idle, lane, true);
                else if (LaneNumbers<TSingles>.IsSet(ref ended, lane))
                {
                    LaneNumbers<TSingles>.SetMask(ref idle, lane, true);
                    Collect(lane, results, written);
                }
        }
        Finish(results, written);
    }

    // Puts the next ordinary spectrum into an idle lane; false when none is left.
    private bool Refill(int lane, ReadOnlySpan<uint> counts, int spectra)
    {
        while (true)
        {
            if (_staged == _stagedCount && !Stage(counts, spectra))
                return false;
            int next = _staged++;
            if (!LaneNumbers<TSingles>.IsSet(ref _ordinary, next))
                continue;
            Transpose<TSingles>.CopyLane(_stage.Values.Pointer, next, _block.Values.Pointer, lane, _grid.Count);
            for (int a = 0; a < _model.Layout.Count; a++)
                LaneNumbers<TSingles>.Set(ref _solution.Parameters.Pointer[a], lane, LaneNumbers<TSingles>.Get(ref _starts.Parameters.Pointer[a], next));
            _fitter.Refill(_model, _solution, lane, LaneNumbers<TSingles>.Get(ref _mean, next));
            _inLane[lane] = _stagedFirst + next;
            return true;
        }
    }

    // Loads the next spectra side by side and finds their starts.
    private bool Stage(ReadOnlySpan<uint> counts, int spectra)
    {
        _stagedFirst += _stagedCount;
        _staged = 0;
        _stagedCount = Math.Min(TSingles.Count, spectra - _stagedFirst);
        if (_stagedCount <= 0)
            return false;
        Transpose<TSingles>.Load(counts.Slice(_stagedFirst * _grid.Count, _stagedCount * _grid.Count), _stagedCount, _grid.Count, _stage.Values.Pointer);
        FindOrdinary();
        _start.FromData(_model, _stage, _starts);
        return true;
    }

    // Counts that floats hold exactly, below saturation, enough of them, and not all the same.
    private void FindOrdinary()
    {
        TSingles largest = default, sum = default, smallest = TSingles.All(LargestCount);
        foreach (TSingles value in _stage.Values.Span)
        {
            largest = TSingles.Max(largest, value);
            smallest = TSingles.Min(smallest, value);
            sum += value;
        }
        double ceiling = Math.Min(LargestCount, _options.SaturationCounts);
        double least = CountScreening.FewestCountsPerParameter * _model.Layout.Count;
        _ordinary = TSingles.Less(largest, TSingles.All(ceiling)) & TSingles.Less(TSingles.All(least), sum) & TSingles.Less(smallest, largest)
            & TSingles.Less(TSingles.All(-1), smallest);
        _mean = sum * TSingles.All(1.0 / _grid.Count);
    }

    // Takes the solution of a lane over into doubles; a full set of them is finished together.
    private void Collect(int lane, FitResults results, Span<bool> written)
    {
        Solution<TLanes> wide = _candidate.Solution;
        Copy(_solution.Parameters, lane, wide.Parameters);
        Copy(_solution.Information, lane, wide.Information);
        Copy(_solution.Free, lane, wide.Free);
        LaneNumbers<TLanes>.Set(ref wide.ChiSquared, _ended, LaneNumbers<TSingles>.Get(ref _solution.ChiSquared, lane));
        LaneNumbers<TLanes>.SetMask(ref wide.Converged, _ended, LaneNumbers<TSingles>.IsSet(ref _solution.Converged, lane));
        _endedSpectra[_ended++] = _inLane[lane];
        if (_ended == TLanes.Count)
            Finish(results, written);
    }

    private void Copy(LaneBuffer<TSingles> from, int lane, LaneBuffer<TLanes> to)
    {
        float* source = (float*)from.Pointer + lane;
        double* target = (double*)to.Pointer + _ended;
        for (int i = 0; i < to.Length; i++)
            target[i * TLanes.Count] = source[i * TSingles.Count];
    }

    private void Finish(FitResults results, Span<bool> written)
    {
        if (_ended == 0)
            return;
        NormalEquations<TLanes>.Invert(
            _candidate.Solution.Information.Pointer, _free.Pointer, _model.Layout.Count, _candidate.Covariance.Pointer, _scratch.Pointer);
        uint sound = Sound();
        for (int lane = 0; lane < _ended; lane++)
            if ((sound >> lane & 1) != 0)
            {
                ResultWriter<TLanes>.Write(_candidate, 1, 0, _grid, lane, _options.Model, results, _endedSpectra[lane]);
                written[_endedSpectra[lane]] = true;
            }
        _ended = 0;
    }

    // One bit for each lane whose every line stands out, apart from the other and from every limit, in a fit that raises no suspicion.
    private uint Sound()
    {
        ParameterLayout layout = _model.Layout;
        TLanes* p = _candidate.Solution.Parameters.Pointer;
        int degrees = _grid.Count - layout.Count;
        double largest = degrees + UnlikelySigmas * Math.Sqrt(2.0 * degrees);
        TLanes sound = TLanes.Less(_candidate.Solution.ChiSquared, TLanes.All(largest))
            & _candidate.Solution.Converged;
        for (int a = 0; a < layout.Count; a++)
            sound &= TLanes.Less(TLanes.All(0.5), _candidate.Solution.Free.Pointer[a]);
        for (int line = 0; line < layout.Lines; line++)
        {
            TLanes centre = p[layout.Centre(line)], width = p[layout.Width(line)], depth = p[layout.Depth(line)];
            TLanes presence = depth / TLanes.Sqrt(Variance(layout.Depth(line)));
            TLanes strong = TLanes.Less(Variance(layout.Centre(line)),
                width * width * TLanes.All(LikelihoodProfile<TLanes>.WeakErrorOfWidth * LikelihoodProfile<TLanes>.WeakErrorOfWidth));
            TLanes broad = TLanes.Less(TLanes.All(LikelihoodProfile<TLanes>.NarrowSteps * _grid.Step), width);
            sound &= TLanes.Less(TLanes.All(PresenceSigmas), presence) & (strong | broad)
                & TLanes.Less(TLanes.All(Workbench<TLanes>.SuspiciousWidthSteps * _grid.Step), width) & Covered(centre);
            for (int other = 0; other < line; other++)
            {
                TLanes otherWidth = p[layout.Width(other)];
                TLanes distance = TLanes.Abs(centre - p[layout.Centre(other)]);
                TLanes ratio = TLanes.All(Workbench<TLanes>.SuspiciousWidthRatio);
                sound &= TLanes.Less((width + otherWidth) * TLanes.All(0.5), distance)
                    & TLanes.Less(width, otherWidth * ratio) & TLanes.Less(otherWidth, width * ratio);
            }
        }
        uint bits = 0;
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            bits |= (Workbench<TLanes>.IsSet(sound, lane) ? 1u : 0) << lane;
            double chiSquared = LaneNumbers<TLanes>.Get(ref _candidate.Solution.ChiSquared, lane);
            _candidate.Verdicts[lane] = new Verdict(FitReason.Ok, (1 << layout.Lines) - 1, 1, chiSquared / degrees, degrees);
        }
        return bits;
    }

    private TLanes Variance(int parameter) => _candidate.Covariance.Pointer[NormalEquations<TLanes>.Packed(parameter) + parameter];

    private TLanes Covered(TLanes position)
    {
        TLanes covered = default;
        foreach ((int first, int count) in _grid.Windows)
            covered |= TLanes.Less(TLanes.All(_grid.Positions[first]), position)
                & TLanes.Less(position, TLanes.All(_grid.Positions[first + count - 1]));
        return covered;
    }
}
