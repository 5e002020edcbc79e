using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Engine;

/// <summary>Sums that tell how a solution would fare against other models: its deviance, what a tilt would gain, and whether a line is left.</summary>
internal sealed unsafe class ExpressRivals<TSingles>
    where TSingles : unmanaged, ILanes<TSingles>
{
    private const int Chunk = SpectrumModel<TSingles>.Chunk;

    /// <summary>The series of the deviance is good to 1e-5 of a term up to this ratio of residual and mean.</summary>
    private const double LargestResidual = 0.5;

    private readonly FrequencyGrid _grid;
    private readonly StartSearch<TSingles> _search;
    private readonly LaneBuffer<TSingles> _rows;
    private readonly LaneBuffer<TSingles> _weights = new(Chunk);
    private readonly LaneBuffer<TSingles> _relative = new(Chunk);
    private readonly LaneBuffer<TSingles> _residuals;
    private readonly LaneBuffer<TSingles> _overlaps;
    private readonly LaneBuffer<TSingles> _solved;
    private readonly LaneBuffer<TSingles> _scratch;
    private readonly LaneNumbers<TSingles> _tilt;

    public ExpressRivals(FrequencyGrid grid, FitModel name, int parameters)
    {
        _grid = grid;
        _search = new StartSearch<TSingles>(grid, FitStatistics.Poisson, TemplateBank.Fine);
        _search.Prepare(name);
        _rows = new LaneBuffer<TSingles>(parameters * Chunk);
        _residuals = new LaneBuffer<TSingles>(grid.Count);
        _overlaps = new LaneBuffer<TSingles>(parameters);
        _solved = new LaneBuffer<TSingles>(parameters);
        _scratch = new LaneBuffer<TSingles>(NormalEquations<TSingles>.Packed(parameters) + parameters);
        _tilt = new LaneNumbers<TSingles>(Array.ConvertAll(grid.Positions, position => position / grid.HalfSpan));
    }

    /// <summary>Deviance (infinite where the series fails), gain of a tilt and response of a further line at a solution.</summary>
    public void Weigh(Candidate<TSingles> candidate, SpectrumBlock<TSingles> block, out TSingles deviance, out TSingles tiltGain, out TSingles response)
    {
        SpectrumModel<TSingles> model = candidate.Model;
        int parameters = model.Layout.Count;
        TSingles* p = candidate.Solution.Parameters.Pointer;
        TSingles floor = TSingles.All(1e-3) * p[0], unused = default, largest = default, slope = default, curvature = default;
        deviance = default;
        _overlaps.Span.Clear();
        for (int start = 0; start < _grid.Count; start += Chunk)
        {
            int count = Math.Min(Chunk, _grid.Count - start);
            TSingles* counts = block.Values.Pointer + start;
            model.EvaluateCounts(p, start, count, counts, floor, _rows.Pointer, _weights.Pointer, _relative.Pointer, ref unused);
            AddDeviance(counts, _weights.Pointer, _relative.Pointer, count, _residuals.Pointer + start, ref deviance, ref largest);
            AddTilt(_tilt.Pointer, start, count, _relative.Pointer, _weights.Pointer, ref slope, ref curvature);
            model.AddSlopes(_rows.Pointer, _weights.Pointer, count, _overlaps.Pointer);
        }
        model.RestoreSlopes(p, _overlaps.Pointer);
        // what a tilt has in common with the other parameters is theirs
        NormalEquations<TSingles>.Solve(
            candidate.Solution.Information.Pointer, _overlaps.Pointer, candidate.Solution.Free.Pointer, default, parameters, _solved.Pointer, _scratch.Pointer);
        for (int a = 0; a < parameters; a++)
            curvature -= _overlaps.Pointer[a] * _solved.Pointer[a];
        tiltGain = slope * slope / curvature;
        deviance = TSingles.Select(TSingles.Less(largest, TSingles.All(LargestResidual)), deviance, TSingles.All(double.PositiveInfinity));
        response = _search.Response(model, _residuals);
    }

    // 2 [ n ln(n / mu) - (n - mu) ] = mu (d^2 - d^3 / 3 + d^4 / 6 - ... + 2 (-1)^k d^k / (k (k - 1))) with d = (n - mu) / mu
    private static void AddDeviance(
        TSingles* counts, TSingles* weights, TSingles* relative, int count, TSingles* residuals, ref TSingles deviance, ref TSingles largest)
    {
        TSingles sum = deviance, most = largest;
        for (int i = 0; i < count; i++)
        {
            TSingles d = relative[i];
            TSingles residual = counts[i] - counts[i] / (TSingles.All(1) + d);
            TSingles series = TSingles.All(1.0 / 45);
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 36));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 28));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 21));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 15));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 10));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 6));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1.0 / 3));
            series = TSingles.MultiplyAdd(-series, d, TSingles.All(1));
            sum = TSingles.MultiplyAdd(residual * d, series, sum);
            most = TSingles.Max(most, TSingles.Abs(d));
            residuals[i] = residual;
        }
        deviance = sum;
        largest = most;
    }

    // slope of the likelihood along a tilt and its information; the weights become those times the tilt
    private static void AddTilt(
        void* tilt, int start, int count, TSingles* relative, TSingles* weights, ref TSingles slope, ref TSingles information)
    {
        TSingles slopes = slope, sum = information;
        for (int i = 0; i < count; i++)
        {
            TSingles t = TSingles.Spread(tilt, start + i);
            TSingles weighted = weights[i] * t;
            slopes = TSingles.MultiplyAdd(relative[i], t, slopes);
            sum = TSingles.MultiplyAdd(weighted, t, sum);
            weights[i] = weighted;
        }
        slope = slopes;
        information = sum;
    }
}
