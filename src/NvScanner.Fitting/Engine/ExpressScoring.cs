using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>
/// Fisher scoring of counts under a plain model with nothing but what good starts need: no damping, no way back. A lane that it does not
/// bring to rest is none for it.
/// </summary>
internal sealed unsafe class ExpressScoring<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Chunk = SpectrumModel<TSingles>.Chunk;
    private const double LargestWidthStep = 0.7;

    /// <summary>A model never predicts fewer counts than this fraction of its baseline.</summary>
    private const double SmallestMean = 1e-3;

    private readonly FrequencyGrid _grid;
    private readonly LaneBuffer<TSingles> _rows;
    private readonly LaneBuffer<TSingles> _weights = new(Chunk);
    private readonly LaneBuffer<TSingles> _residuals = new(Chunk);
    private readonly LaneBuffer<TSingles> _gradient;
    private readonly LaneBuffer<TSingles> _step;
    private readonly LaneBuffer<TSingles> _factor;
    private readonly LaneBuffer<TSingles> _curvature = new(2 * FitModel.MaximumLines);
    private readonly LaneBuffer<TSingles> _observed;

    public ExpressScoring(FrequencyGrid grid, int parameters)
    {
        _grid = grid;
        _rows = new LaneBuffer<TSingles>(parameters * Chunk);
        _gradient = new LaneBuffer<TSingles>(parameters);
        _step = new LaneBuffer<TSingles>(parameters);
        _observed = new LaneBuffer<TSingles>(NormalEquations<TSingles>.Packed(parameters));
        _factor = new LaneBuffer<TSingles>(NormalEquations<TSingles>.Packed(parameters) + parameters);
    }

    /// <summary>
    /// One step from the parameters in `solution`, whose information and chi-square become those of where it started; returns its squared
    /// length in standard deviations. Near the maximum, `newton` takes the curvature of the model into account as far as it is known.
    /// </summary>
    public TSingles Step(SpectrumModel<TSingles> model, SpectrumBlock<TSingles> block, Solution<TSingles> solution, bool newton)
    {
        newton &= model.HasCurvature;
        int parameters = model.Layout.Count;
        TSingles* p = solution.Parameters.Pointer;
        TSingles* information = solution.Information.Pointer;
        solution.Information.Span.Clear();
        _gradient.Span.Clear();
        _curvature.Span.Clear();
        TSingles chiSquared = default, floor = p[0] * TSingles.All(SmallestMean);
        for (int start = 0; start < _grid.Count; start += Chunk)
        {
            int count = Math.Min(Chunk, _grid.Count - start);
            model.EvaluateCounts(p, start, count, block.Values.Pointer + start, floor, _rows.Pointer, _weights.Pointer, _residuals.Pointer, ref chiSquared);
            if (newton)
                model.AddCurvature(_rows.Pointer, _residuals.Pointer, count, _curvature.Pointer);
            model.AddRows(_rows.Pointer, _weights.Pointer, _residuals.Pointer, count, information, _gradient.Pointer);
        }
        solution.ChiSquared = chiSquared;
        if (newton)
            model.ObservedPart(p, _gradient.Pointer, _curvature.Pointer, _observed.Pointer);
        model.Restore(p, information, _gradient.Pointer);
        TSingles* matrix = information;
        if (newton)
        {
            matrix = _observed.Pointer;
            for (int i = 0; i < solution.Information.Length; i++)
                matrix[i] += information[i];
        }
        NormalEquations<TSingles>.Solve(matrix, _gradient.Pointer, solution.Free.Pointer, default, parameters, _step.Pointer, _factor.Pointer);
        return Advance(model.Layout, p);
    }

    /// <summary>
    /// A further step by the gradient alone, with the matrix of the last one: near the maximum it hardly changes, and this costs half as
    /// much. Chi-square becomes that of where it started.
    /// </summary>
    public TSingles Polish(SpectrumModel<TSingles> model, SpectrumBlock<TSingles> block, Solution<TSingles> solution)
    {
        TSingles* p = solution.Parameters.Pointer;
        _gradient.Span.Clear();
        TSingles chiSquared = default, floor = p[0] * TSingles.All(SmallestMean);
        for (int start = 0; start < _grid.Count; start += Chunk)
        {
            int count = Math.Min(Chunk, _grid.Count - start);
            model.EvaluateCounts(p, start, count, block.Values.Pointer + start, floor, _rows.Pointer, _weights.Pointer, _residuals.Pointer, ref chiSquared);
            model.AddSlopes(_rows.Pointer, _residuals.Pointer, count, _gradient.Pointer);
        }
        solution.ChiSquared = chiSquared;
        model.RestoreSlopes(p, _gradient.Pointer);
        NormalEquations<TSingles>.Substitute(_factor.Pointer, _gradient.Pointer, model.Layout.Count, _step.Pointer);
        return Advance(model.Layout, p);
    }

    /// <summary>
    /// Brings the information up to date with the depths and widths that the last step has changed: sums over a line grow with its width.
    /// To be called before the next step.
    /// </summary>
    public void Follow(ParameterLayout layout, Solution<TSingles> solution)
    {
        TSingles* step = _step.Pointer;
        TSingles* factors = _gradient.Pointer;
        TSingles one = TSingles.All(1), half = TSingles.All(0.5);
        factors[0] = one;
        for (int line = 0; line < layout.Lines; line++)
        {
            int depth = layout.Depth(line), width = layout.Width(line);
            TSingles deeper = one + step[depth] / solution.Parameters.Pointer[depth];
            factors[depth] = one + half * step[width];
            factors[width] = deeper + half * step[width];
            factors[layout.Centre(line)] = deeper - half * step[width];
        }
        NormalEquations<TSingles>.Rescale(factors, layout.Count, solution.Information.Pointer);
    }

    // The length of the step; a centre moves by at most its line's width, a width by a factor of 1.7.
    private TSingles Advance(ParameterLayout layout, TSingles* p)
    {
        TSingles* step = _step.Pointer;
        TSingles squared = default;
        for (int a = 0; a < layout.Count; a++)
            squared = TSingles.MultiplyAdd(_gradient.Pointer[a], step[a], squared);
        p[0] += step[0];
        TSingles one = TSingles.All(1), limit = TSingles.All(LargestWidthStep);
        for (int line = 0; line < layout.Lines; line++)
        {
            int centre = layout.Centre(line), depth = layout.Depth(line), width = layout.Width(line);
            TSingles moved = p[centre] + Clamp(step[centre], -p[width], p[width]);
            p[centre] = Clamp(moved, TSingles.All(-_grid.HalfSpan), TSingles.All(_grid.HalfSpan));
            p[depth] += step[depth];
            TSingles stretch = Clamp(step[width], -limit, limit);
            TSingles stretched = TSingles.Select(TSingles.Less(stretch, default), p[width] / (one - stretch), p[width] * (one + stretch));
            p[width] = Clamp(stretched, TSingles.All(_grid.NarrowestWidth), TSingles.All(_grid.WidestWidth));
        }
        return squared;
    }

    private static TSingles Clamp(TSingles value, TSingles low, TSingles high) => TSingles.Max(low, TSingles.Min(high, value));
}
