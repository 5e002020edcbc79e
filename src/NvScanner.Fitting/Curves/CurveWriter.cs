namespace NvScanner.Fitting.Curves;

/// <summary>Writes scaled parameters and covariances into the results in their own units.</summary>
internal sealed class CurveWriter(CurveModel model, TimeAxis axis, double[] held)
{
    private readonly double[] _factors = new double[model.Parameters.Count];

    /// <summary>True for a parameter that was not fitted.</summary>
    public bool IsHeld(int parameter) => parameter >= CurveModel.LinearParameters && !double.IsNaN(held[parameter - CurveModel.LinearParameters]);

    /// <summary>
    /// Writes one curve: `parameters` scaled, `covariance` as a packed lower triangle, of a logarithmic parameter that of its logarithm;
    /// values were scaled as (value - offset) / scale.
    /// </summary>
    public void Write(ReadOnlySpan<double> parameters, ReadOnlySpan<double> covariance, double scale, double offset, CurveFitResults results, int curve)
    {
        int count = parameters.Length;
        Span<double> values = results.Values.AsSpan(curve * count, count), stds = results.Stds.AsSpan(curve * count, count);
        values[0] = offset + scale * parameters[0];
        values[1] = scale * parameters[1];
        _factors[0] = _factors[1] = scale;
        for (int a = CurveModel.LinearParameters; a < count; a++)
        {
            ShapeParameter parameter = model.Shape[a - CurveModel.LinearParameters];
            double unit = Math.Pow(axis.UnitSeconds, parameter.TimePower);
            values[a] = unit * parameters[a];
            _factors[a] = parameter.IsLogarithmic && !IsHeld(a) ? values[a] : unit;
        }
        MakeAmplitudePositive(values);
        for (int a = 0; a < count; a++)
        {
            stds[a] = Math.Abs(_factors[a]) * Math.Sqrt(covariance[a * (a + 1) / 2 + a]);
            for (int b = 0; b <= a; b++)
            {
                int first = curve * count;
                double product = _factors[a] * _factors[b] * covariance[a * (a + 1) / 2 + b];
                results.Covariances[(first + a) * count + b] = results.Covariances[(first + b) * count + a] = product;
            }
        }
    }

    // -A cos(x) = A cos(x + pi): with a free phase the amplitude is positive and the phase within half a turn.
    private void MakeAmplitudePositive(Span<double> values)
    {
        for (int a = CurveModel.LinearParameters; a < values.Length; a++)
        {
            if (model.Parameters[a].Unit != "rad" || IsHeld(a))
                continue;
            if (values[1] < 0)
            {
                values[1] = -values[1];
                _factors[1] = -_factors[1];
                values[a] += Math.PI;
            }
            values[a] -= 2 * Math.PI * Math.Round(values[a] / (2 * Math.PI));
        }
    }
}
