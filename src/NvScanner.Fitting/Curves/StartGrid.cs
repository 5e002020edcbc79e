namespace NvScanner.Fitting.Curves;

/// <summary>Collects the shapes that a fit may start from; a parameter that is held has one value only.</summary>
internal sealed class StartGrid(TimeAxis axis, double[] held)
{
    private const double PointsPerPeriodOfSpan = 4;

    /// <summary>More periods than this within the axis are not looked for.</summary>
    private const double MostPeriods = 250;

    private readonly List<double[]> _shapes = [];

    /// <summary>The shapes so far, each a value for every shape parameter.</summary>
    public IReadOnlyList<double[]> Shapes => _shapes;

    /// <summary>The given values of a parameter, or the one that it is held at.</summary>
    public IEnumerable<double> Of(int parameter, params double[] values) => double.IsNaN(held[parameter]) ? values : [held[parameter]];

    /// <summary>A frequency in Hz in units of the axis.</summary>
    public double Scaled(double frequencyHz) => frequencyHz * axis.UnitSeconds;

    /// <summary>Decay times from two steps to five times the axis, each half as long again as the one before.</summary>
    public IEnumerable<double> DecayTimes(int parameter)
    {
        List<double> times = [];
        for (double time = 5 * axis.Span; time > 2 * axis.Step; time /= 1.5)
            times.Add(time);
        return Of(parameter, [.. times]);
    }

    /// <summary>Frequencies from a fraction of a period within the axis to the fastest that its steps show, four to a period within what the decay leaves of it.</summary>
    public IEnumerable<double> Frequencies(int parameter, double decayTime)
    {
        double seen = Math.Min(axis.Span, 2 * decayTime), step = 1 / (PointsPerPeriodOfSpan * seen);
        List<double> frequencies = [];
        double largest = Math.Min(axis.LargestFrequency, MostPeriods / axis.Span);
        for (double frequency = step; frequency <= largest; frequency += step)
            frequencies.Add(frequency);
        return Of(parameter, [.. frequencies]);
    }

    /// <summary>Adds a shape.</summary>
    public void Add(params double[] shape) => _shapes.Add(shape);
}
