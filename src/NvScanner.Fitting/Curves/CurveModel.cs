using System.Diagnostics.CodeAnalysis;
using NvScanner.Fitting.Simd;

namespace NvScanner.Fitting.Curves;

/// <summary>A named model of a curve over time, mu(t) = offset + amplitude s(t), as pulsed measurements give.</summary>
public sealed class CurveModel
{
    /// <summary>Offset and amplitude.</summary>
    internal const int LinearParameters = 2;

    private static readonly CurveModel[] Models =
    [
        Of<OscillationCurve<RabiTones>>("rabi"),
        Of<OscillationCurve<RamseyTones>>("ramsey"),
        Of<OscillationCurve<RamseyNitrogen14Tones>>("ramsey-n14"),
        Of<OscillationCurve<RamseyNitrogen15Tones>>("ramsey-n15"),
        Of<ExponentialCurve>("exponential"),
        Of<StretchedExponentialCurve>("stretched-exponential"),
    ];

    private readonly Func<TimeAxis, CurveFitOptions, double[], ICurveEngine> _newEngine;
    private readonly ShapeEvaluation _evaluate;

    private CurveModel(
        string name, IReadOnlyList<ShapeParameter> shape, Func<TimeAxis, CurveFitOptions, double[], ICurveEngine> newEngine, ShapeEvaluation evaluate)
    {
        Name = name;
        Shape = shape;
        Parameters = [new CurveParameter("offset", "value", null), new CurveParameter("amplitude", "value", null), .. shape.Select(parameter => parameter.Public)];
        _newEngine = newEngine;
        _evaluate = evaluate;
    }

    private delegate void ShapeEvaluation(ReadOnlySpan<double> shape, ReadOnlySpan<double> times, Span<double> values);

    /// <summary>Every model.</summary>
    public static IReadOnlyList<CurveModel> All => Models;

    /// <summary>The name, for example `ramsey-n14`.</summary>
    public string Name { get; }

    /// <summary>The parameters in the order of the results: offset, amplitude, then those of the shape.</summary>
    public IReadOnlyList<CurveParameter> Parameters { get; }

    internal IReadOnlyList<ShapeParameter> Shape { get; }

    /// <summary>Reads a model's name; `error` says what is allowed when it is unknown.</summary>
    public static bool TryParse(string name, [NotNullWhen(true)] out CurveModel? model, [NotNullWhen(false)] out string? error)
    {
        model = Array.Find(Models, candidate => candidate.Name == name);
        error = model is null ? $"Unknown curve model '{name}'. Allowed: {string.Join(", ", Models.Select(candidate => candidate.Name))}." : null;
        return model is not null;
    }

    /// <summary>Reads a model's name; <see cref="FormatException"/> says what is allowed when it is unknown.</summary>
    public static CurveModel Parse(string name) => TryParse(name, out CurveModel? model, out string? error) ? model : throw new FormatException(error);

    /// <summary>The place of a parameter in the results; <see cref="ArgumentException"/> says what is allowed when the name is unknown.</summary>
    public int IndexOf(string parameter)
    {
        for (int a = 0; a < Parameters.Count; a++)
            if (Parameters[a].Name == parameter)
                return a;
        throw new ArgumentException($"{Name} has no parameter '{parameter}'. Allowed: {string.Join(", ", Parameters.Select(known => known.Name))}.", nameof(parameter));
    }

    /// <summary>The curve at times in s, for parameters in the order and units of <see cref="Parameters"/>; values in the unit of offset and amplitude.</summary>
    public void Evaluate(ReadOnlySpan<double> parameters, ReadOnlySpan<double> timesSeconds, Span<double> values)
    {
        if (parameters.Length != Parameters.Count)
            throw new ArgumentException($"{parameters.Length} parameters for {Name}, which has {Parameters.Count}.", nameof(parameters));
        if (values.Length != timesSeconds.Length)
            throw new ArgumentException($"{timesSeconds.Length} times, but room for {values.Length} values.", nameof(values));
        _evaluate(parameters[LinearParameters..], timesSeconds, values);
        for (int i = 0; i < values.Length; i++)
            values[i] = parameters[0] + parameters[1] * values[i];
    }

    /// <summary>The model's name.</summary>
    public override string ToString() => Name;

    /// <summary>A model of a shape under a name.</summary>
    internal static CurveModel Of<TCurve>(string name)
        where TCurve : struct, ICurve =>
        new(name, TCurve.Parameters, CurveEngine.New<TCurve>, EvaluateShape<TCurve>);

    /// <summary>s at times, for shape parameters in the same units.</summary>
    internal static unsafe void EvaluateShape<TCurve>(ReadOnlySpan<double> shape, ReadOnlySpan<double> times, Span<double> values)
        where TCurve : struct, ICurve
    {
        Lanes128<double>* parameters = stackalloc Lanes128<double>[shape.Length];
        Lanes128<double>* slopes = stackalloc Lanes128<double>[shape.Length];
        for (int a = 0; a < shape.Length; a++)
            parameters[a] = Lanes128<double>.All(shape[a]);
        for (int i = 0; i < times.Length; i++)
        {
            Lanes128<double> value = TCurve.Evaluate(Lanes128<double>.All(times[i]), parameters, slopes);
            values[i] = LaneNumbers<Lanes128<double>>.Get(ref value, 0);
        }
    }

    internal ICurveEngine NewEngine(TimeAxis axis, CurveFitOptions options, double[] held) => _newEngine(axis, options, held);
}
