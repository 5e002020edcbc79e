namespace NvScanner.Fitting.Engine;

/// <summary>What one model makes of a piece of a batch, as far as it competes with others: solutions, and what would speak for a larger model.</summary>
internal sealed class ExpressSurvey(int capacity, int lines)
{
    /// <summary>Every solution that has settled, whether beyond doubt or not.</summary>
    public FitResults Results { get; } = new(capacity, lines);

    public bool[] Settled { get; } = new bool[capacity];

    /// <summary>Beyond doubt, were the model the only one.</summary>
    public bool[] Sound { get; } = new bool[capacity];

    /// <summary>Poisson deviance; infinite where residuals are too large for the series that it is summed by.</summary>
    public double[] Deviances { get; } = new double[capacity];

    /// <summary>By how much a tilt of the baseline would lower the deviance, to second order.</summary>
    public double[] TiltGains { get; } = new double[capacity];

    /// <summary>How far one more line would stand out of the residuals, in units of their point-to-point noise.</summary>
    public double[] Responses { get; } = new double[capacity];
}
