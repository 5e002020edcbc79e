using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>
/// Start values from the data: a bank of shapes, each made orthogonal to a constant, is correlated with the curve of every lane. With
/// offset and amplitude left free, the shape of the largest correlation is the one that leaves the least sum of squares.
/// </summary>
internal sealed unsafe class CurveStarts<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    private readonly int _points;
    private readonly double[][] _shapes;
    private readonly double[] _norms;
    private readonly double[] _means;
    private readonly LaneNumbers<TLanes> _templates;

    private CurveStarts(int points, double[][] shapes, double[] norms, double[] means, LaneNumbers<TLanes> templates)
    {
        _points = points;
        _shapes = shapes;
        _norms = norms;
        _means = means;
        _templates = templates;
    }

    /// <summary>Evaluates the shapes that a model starts from.</summary>
    public static CurveStarts<TLanes> Of<TCurve>(TimeAxis axis, double[] held)
        where TCurve : struct, ICurve
    {
        StartGrid grid = new(axis, held);
        TCurve.AddStarts(grid);
        List<double[]> shapes = [];
        List<double> norms = [], means = [], templates = [];
        double[] values = new double[axis.Count];
        foreach (double[] shape in grid.Shapes)
        {
            CurveModel.EvaluateShape<TCurve>(shape, axis.Positions, values);
            double mean = values.Average();
            double norm = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)));
            if (!(norm > 1e-9 * Math.Sqrt(values.Length)))
                continue; // as good as constant on this axis
            shapes.Add(shape);
            norms.Add(norm);
            means.Add(mean);
            foreach (double value in values)
                templates.Add((value - mean) / norm);
        }
        return new CurveStarts<TLanes>(axis.Count, [.. shapes], [.. norms], [.. means], new LaneNumbers<TLanes>(templates.ToArray()));
    }

    /// <summary>The best start of every lane.</summary>
    public void Find(SpectrumBlock<TLanes> block, Solution<TLanes> solution)
    {
        TLanes* values = block.Values.Pointer;
        TLanes sum = default, best = TLanes.All(-1), index = default, correlation = default;
        for (int i = 0; i < _points; i++)
            sum += values[i];
        for (int shape = 0; shape < _shapes.Length; shape++)
        {
            TLanes response = default;
            for (int i = 0; i < _points; i++)
                response = TLanes.MultiplyAdd(values[i], TLanes.Spread(_templates.Pointer, shape * _points + i), response);
            TLanes size = TLanes.Abs(response), better = TLanes.Less(best, size);
            best = TLanes.Select(better, size, best);
            correlation = TLanes.Select(better, response, correlation);
            index = TLanes.Select(better, TLanes.All(shape), index);
        }
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            int chosen = (int)LaneNumbers<TLanes>.Get(ref index, lane);
            double amplitude = LaneNumbers<TLanes>.Get(ref correlation, lane) / _norms[chosen];
            solution.Parameters[0, lane] = LaneNumbers<TLanes>.Get(ref sum, lane) / _points - amplitude * _means[chosen];
            solution.Parameters[1, lane] = amplitude;
            for (int a = 0; a < _shapes[chosen].Length; a++)
                solution.Parameters[CurveModel.LinearParameters + a, lane] = _shapes[chosen][a];
        }
    }
}
