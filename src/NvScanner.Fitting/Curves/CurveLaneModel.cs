using NvScanner.Fitting.Engine;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>mu(t) = offset + amplitude s(t) over lanes, with its derivatives; parameters are offset, amplitude, then those of the shape.</summary>
internal sealed unsafe class CurveLaneModel<TLanes, TCurve> : LaneModel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
    where TCurve : struct, ICurve
{
    private readonly LaneNumbers<TLanes> _times;
    private readonly ShapeParameter[] _shape = [.. TCurve.Parameters];
    private readonly bool[] _isHeld;
    private readonly (double Low, double High)[] _limits;

    /// <summary>A model on an axis; `held` has the scaled value of every shape parameter that does not move, NaN for the others.</summary>
    public CurveLaneModel(TimeAxis axis, double[] held)
    {
        _times = new LaneNumbers<TLanes>(axis.Positions);
        _isHeld = Array.ConvertAll(held, value => !double.IsNaN(value));
        _limits = Array.ConvertAll(_shape, parameter => parameter.Limits(axis));
    }

    public override int Count => CurveModel.LinearParameters + _shape.Length;

    public override void Evaluate(TLanes* parameters, int first, int count, TLanes* values, TLanes* derivatives)
    {
        TLanes* shape = parameters + CurveModel.LinearParameters;
        TLanes* slopes = stackalloc TLanes[_shape.Length];
        TLanes amplitude = parameters[1];
        for (int i = 0; i < count; i++)
        {
            TLanes value = TCurve.Evaluate(TLanes.Spread(_times.Pointer, first + i), shape, slopes);
            values[i] = TLanes.MultiplyAdd(amplitude, value, parameters[0]);
            derivatives[i] = TLanes.All(1);
            derivatives[Chunk + i] = value;
            for (int a = 0; a < _shape.Length; a++)
            {
                TLanes scale = _shape[a].IsLogarithmic ? amplitude * shape[a] : amplitude;
                derivatives[(CurveModel.LinearParameters + a) * Chunk + i] = _isHeld[a] ? default : scale * slopes[a];
            }
        }
    }

    public override void HoldAtLimits(TLanes* p, TLanes* gradient, TLanes done, TLanes* free)
    {
        for (int a = 0; a < _shape.Length; a++)
        {
            int at = CurveModel.LinearParameters + a;
            free[at] = _isHeld[a] ? default
                : TLanes.Select(done, free[at], Inside(p[at], gradient[at], _limits[a].Low, _limits[a].High));
        }
    }

    public override void Advance(TLanes* p, TLanes* step, TLanes* trial)
    {
        for (int a = 0; a < CurveModel.LinearParameters; a++)
            trial[a] = p[a] + step[a];
        for (int a = 0; a < _shape.Length; a++)
        {
            int at = CurveModel.LinearParameters + a;
            double largest = _shape[a].LargestStep;
            TLanes moved = _shape[a].IsLogarithmic
                ? Stretched(p[at], step[at], largest)
                : p[at] + Clamp(step[at], TLanes.All(-largest), TLanes.All(largest));
            trial[at] = _isHeld[a] ? p[at] : Clamp(moved, TLanes.All(_limits[a].Low), TLanes.All(_limits[a].High));
        }
    }
}
