namespace NvScanner.Fitting.Curves;

/// <summary>What a <see cref="CurveFitter"/> fits; validated when the fitter is built.</summary>
public sealed record CurveFitOptions
{
    /// <summary>The model.</summary>
    public required CurveModel Model { get; init; }

    /// <summary>What is known of the noise; default Poisson counts.</summary>
    public FitStatistics Statistics { get; init; } = FitStatistics.Poisson;

    /// <summary>Parameters of the shape that are held, by name, at a value in their own unit; a `decay-time` may be infinite.</summary>
    public IReadOnlyDictionary<string, double> Held { get; init; } = new Dictionary<string, double>();

    /// <summary>Names of parameters that are fitted although the model holds them by itself, for example `phase`.</summary>
    public IReadOnlyCollection<string> Free { get; init; } = [];

    /// <summary>A curve with a count at or above this is reported as saturated; default none.</summary>
    public uint SaturationCounts { get; init; } = uint.MaxValue;
}
