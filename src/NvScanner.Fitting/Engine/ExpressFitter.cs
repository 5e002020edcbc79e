using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fits ordinary spectra of counts in floats, twice as many at a time: start from a coarse matched filter, the same scoring, then
/// covariance and judgement in doubles. What comes out well beyond doubt is written; anything else is left to the strategies.
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

    private readonly FrequencyGrid _grid;
    private readonly FitOptions _options;
    private readonly SpectrumModel<TSingles> _model;
    private readonly SpectrumBlock<TSingles> _block;
    private readonly Solution<TSingles> _solution;
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
        _model = SpectrumModel<TSingles>.Create(name, 1, name.Lines, equalWidths: false, grid);
        int parameters = _model.Layout.Count;
        _block = new SpectrumBlock<TSingles>(grid.Count);
        _solution = new Solution<TSingles>(parameters);
        _start = new StartSearch<TSingles>(grid, FitStatistics.Poisson, TemplateBank.Coarse);
        _start.Prepare(name);
        _fitter = new ScoringFitter<TSingles>(grid, FitStatistics.Poisson, parameters, MaximumPasses);
        _candidate = new Candidate<TLanes>(SpectrumModel<TLanes>.Create(name, 1, name.Lines, equalWidths: false, grid));
        _scratch = new LaneBuffer<TLanes>(NormalEquations<TLanes>.Packed(parameters) + parameters);
        _free = new LaneBuffer<TLanes>(parameters);
        _free.Span.Fill(TLanes.All(1));
    }

    /// <summary>Number of spectra fitted at a time.</summary>
    public static int Spectra => TSingles.Count;

    /// <summary>True for counts and a named model of one or two lines on a constant baseline, without shared parameters.</summary>
    public static bool Serves(FitOptions options) =>
        options.Statistics == FitStatistics.Poisson && !options.Model.IsAuto && options.Model.Lines <= MostLines
        && options.Model.Shape != LineShape.Voigt && options.BaselineDegree is null or 0;

    /// <summary>Fits `spectra` rows of counts; returns one bit for each that is done and written, from `first` on, into `results`.</summary>
    public uint Fit(ReadOnlySpan<uint> counts, int spectra, FitResults results, int first)
    {
        Transpose<TSingles>.Load(counts, spectra, _grid.Count, _block.Values.Pointer);
        TSingles ordinary = Ordinary();
        if (!TSingles.AnySet(ordinary))
            return 0;
        _start.FromData(_model, _block, _solution);
        _fitter.Fit(_model, _block, ordinary, _solution);
        uint written = 0;
        for (int half = 0; half * TLanes.Count < spectra; half++)
        {
            Widen(half);
            uint sound = Sound();
            for (int lane = 0; lane < TLanes.Count && half * TLanes.Count + lane < spectra; lane++)
            {
                if ((sound >> lane & 1) == 0)
                    continue;
                ResultWriter<TLanes>.Write(_candidate, 1, 0, _grid, lane, _options.Model, results, first + half * TLanes.Count + lane);
                written |= 1u << (half * TLanes.Count + lane);
            }
        }
        return written;
    }

    // Counts that floats hold exactly, below saturation, enough of them, and not all the same.
    private TSingles Ordinary()
    {
        TSingles largest = default, sum = default, smallest = TSingles.All(LargestCount);
        foreach (TSingles value in _block.Values.Span)
        {
            largest = TSingles.Max(largest, value);
            smallest = TSingles.Min(smallest, value);
            sum += value;
        }
        double ceiling = Math.Min(LargestCount, _options.SaturationCounts);
        double least = FittingEngine<TLanes, TSingles>.FewestCountsPerParameter * _model.Layout.Count;
        return TSingles.Less(largest, TSingles.All(ceiling)) & TSingles.Less(TSingles.All(least), sum) & TSingles.Less(smallest, largest);
    }

    // Half of the float solution, in doubles.
    private void Widen(int half)
    {
        Solution<TLanes> wide = _candidate.Solution;
        Widen(_solution.Parameters.Pointer, half, wide.Parameters.Span);
        Widen(_solution.Information.Pointer, half, wide.Information.Span);
        Widen(_solution.Free.Pointer, half, wide.Free.Span);
        fixed (TSingles* chiSquared = &_solution.ChiSquared)
            Widen(chiSquared, half, new Span<TLanes>(ref wide.ChiSquared));
        TSingles settled = TSingles.Select(_solution.Converged, TSingles.All(1), default);
        Widen(&settled, half, new Span<TLanes>(ref wide.Converged));
        NormalEquations<TLanes>.Invert(
            wide.Information.Pointer, _free.Pointer, _model.Layout.Count, _candidate.Covariance.Pointer, _scratch.Pointer);
    }

    private static void Widen(TSingles* singles, int half, Span<TLanes> lanes)
    {
        float* source = (float*)singles + half * TLanes.Count;
        for (int i = 0; i < lanes.Length; i++)
            lanes[i] = TLanes.FromSingles(source + i * TSingles.Count);
    }

    // One bit for each lane whose every line stands out, apart from the other and from every limit, in a fit that raises no suspicion.
    private uint Sound()
    {
        ParameterLayout layout = _model.Layout;
        TLanes* p = _candidate.Solution.Parameters.Pointer;
        int degrees = _grid.Count - layout.Count;
        double largest = degrees + Workbench<TLanes>.SuspiciousSigmas * Math.Sqrt(2.0 * degrees);
        TLanes sound = TLanes.Less(_candidate.Solution.ChiSquared, TLanes.All(largest))
            & TLanes.Less(TLanes.All(0.5), _candidate.Solution.Converged);
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
