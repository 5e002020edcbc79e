namespace NvScanner.Fitting.Curves;

/// <summary>Fits batches of curves on one time axis (Rabi, Ramsey, echo, T1); a reusable workspace, not thread safe, no allocation in Fit.</summary>
/// <remarks>The result of a curve does not depend on the other curves of its batch.</remarks>
public sealed class CurveFitter
{
    private readonly int _points;
    private readonly ICurveEngine _engine;

    /// <summary>
    /// A fitter for ascending times in s, zero or later; <see cref="ArgumentException"/> names the first time that is none of that, a
    /// parameter that the model does not have, or the number of points that are missing.
    /// </summary>
    public CurveFitter(ReadOnlySpan<double> timesSeconds, CurveFitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.Model);
        if (!Enum.IsDefined(options.Statistics))
            throw new ArgumentOutOfRangeException(nameof(options), options.Statistics, "Unknown statistics.");
        TimeAxis axis = new(timesSeconds);
        double[] held = Held(options, axis);
        int needed = CurveModel.LinearParameters + held.Count(double.IsNaN) + 1;
        if (axis.Count < needed)
            throw new ArgumentException($"{axis.Count} times, but {options.Model} with these parameters needs at least {needed}.", nameof(timesSeconds));
        Options = options;
        _points = axis.Count;
        _engine = options.Model.NewEngine(axis, options, held);
    }

    /// <summary>The options given.</summary>
    public CurveFitOptions Options { get; }

    /// <summary>Fits `curves` rows of counts, row-major [curve, time], into `results`; <see cref="ArgumentException"/> for lengths that do not agree.</summary>
    public void Fit(ReadOnlySpan<uint> counts, int curves, CurveFitResults results)
    {
        if (Options.Statistics != FitStatistics.Poisson)
            throw new InvalidOperationException($"This fitter was built for {Options.Statistics} values; counts need FitStatistics.Poisson.");
        Check(counts.Length, curves, results, nameof(counts));
        _engine.Fit(counts, [], [], curves, results);
    }

    /// <summary>
    /// Fits `curves` rows of values with their standard deviations, both row-major [curve, time]; sigmas are empty with unweighted
    /// statistics; <see cref="ArgumentException"/> for lengths that do not agree.
    /// </summary>
    public void Fit(ReadOnlySpan<double> values, ReadOnlySpan<double> sigmas, int curves, CurveFitResults results)
    {
        if (Options.Statistics == FitStatistics.Poisson)
            throw new InvalidOperationException("This fitter was built for Poisson counts; values need FitStatistics.Weighted or Unweighted.");
        Check(values.Length, curves, results, nameof(values));
        int needed = Options.Statistics == FitStatistics.Weighted ? values.Length : 0;
        if (sigmas.Length != needed)
            throw new ArgumentException($"{sigmas.Length} sigmas with {Options.Statistics} statistics for {values.Length} values: expected {needed}.", nameof(sigmas));
        _engine.Fit([], values, sigmas, curves, results);
    }

    // The scaled value of every shape parameter that is held, NaN for those that are fitted.
    private static double[] Held(CurveFitOptions options, TimeAxis axis)
    {
        IReadOnlyList<ShapeParameter> shape = options.Model.Shape;
        double[] held = new double[shape.Count];
        for (int a = 0; a < held.Length; a++)
            held[a] = Scaled(shape[a], shape[a].Public.HeldAt ?? double.NaN, axis);
        foreach (string name in options.Free)
            held[ShapeIndex(options.Model, name)] = double.NaN;
        foreach ((string name, double value) in options.Held)
        {
            int a = ShapeIndex(options.Model, name);
            if (options.Free.Contains(name))
                throw new ArgumentException($"'{name}' is to be held and to be free; name it once.", nameof(options));
            if (double.IsNaN(value) || (shape[a].IsLogarithmic ? value <= 0 : !double.IsFinite(value)))
                throw new ArgumentException(FormattableString.Invariant($"'{name}' cannot be held at {value}{(shape[a].IsLogarithmic ? "; it must be positive" : "")}."), nameof(options));
            held[a] = Scaled(shape[a], value, axis);
        }
        return held;
    }

    private static int ShapeIndex(CurveModel model, string name)
    {
        int index = model.IndexOf(name) - CurveModel.LinearParameters;
        return index >= 0 ? index : throw new ArgumentException($"'{name}' is always fitted.", nameof(name));
    }

    private static double Scaled(ShapeParameter parameter, double value, TimeAxis axis) => value * Math.Pow(axis.UnitSeconds, -parameter.TimePower);

    private void Check(int length, int curves, CurveFitResults results, string name)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNegative(curves);
        if (length != (long)curves * _points)
            throw new ArgumentException($"{length} numbers for {curves} curves of {_points} times: expected {(long)curves * _points}.", name);
        if (results.Capacity < curves)
            throw new ArgumentException($"Room for {results.Capacity} curves, but {curves} are to be fitted.", nameof(results));
        if (results.Model != Options.Model)
            throw new ArgumentException($"The results are those of {results.Model}, but {Options.Model} is fitted.", nameof(results));
    }
}
