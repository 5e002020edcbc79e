using NvScanner.Abstractions.Scanning;
using NvScanner.Acquisition.Evaluation;

namespace NvScanner.Acquisition.Sequencing;

/// <summary>Decides after how many sweeps a pixel is good enough: the error of B falls as 1/sqrt(sweeps), so one fit tells how many are still missing.</summary>
internal sealed class StopCriterion
{
    // a first fit of few counts knows its own error badly: never trust it for more than this factor
    private const int MostGrowth = 4;

    // An error bar is believed only where it can be true: the model describes the spectrum, and the dips stand out so far that the likelihood has one maximum.
    // Of few counts, narrow deep dips of noise fit best now and then, and their tiny error bars would end the pixel with a wrong field.
    private const double BelievedChiSquareSigmas = 3;
    private const double BelievedContrastSigmas = 8;
    private readonly double _targetTesla;
    private readonly SpectrumEvaluator _evaluator;

    public StopCriterion(StopRule rule, SpectrumEvaluator evaluator, TimeSpan sweep, int leastSweeps)
    {
        _targetTesla = rule.SigmaB.Tesla;
        _evaluator = evaluator;
        MostSweeps = MostSweepsWithin(rule, sweep, leastSweeps);
    }

    /// <summary>Sweeps after which a pixel is left whatever its error.</summary>
    public int MostSweeps { get; }

    /// <summary>Sweeps whose photon-collecting time is within the rule's, or the least that are made anyway.</summary>
    public static int MostSweepsWithin(StopRule rule, TimeSpan sweep, int leastSweeps) => (int)Math.Clamp(rule.MaxTime.Ticks / sweep.Ticks, leastSweeps, int.MaxValue);

    /// <summary>The rule for so many times a pixel's photon time: the error falls with its square root.</summary>
    public static StopRule Longer(StopRule rule, int effort) => new(new(rule.SigmaB.Tesla / Math.Sqrt(effort)), effort * rule.MaxTime);

    /// <summary>The number of sweeps after which to look again; not above <paramref name="sweeps"/> when the pixel is done.</summary>
    public int NextGoal(ReadOnlySpan<uint> counts, int sweeps)
    {
        if (sweeps >= MostSweeps)
            return sweeps;
        _evaluator.Fit(counts, 1);
        var fit = _evaluator.Read(0, (uint)sweeps);
        var believed = fit.Converged
            && fit.ReducedChiSquare <= 1 + BelievedChiSquareSigmas * Math.Sqrt(2.0 / counts.Length)
            && fit.Contrast >= BelievedContrastSigmas * fit.ContrastError;
        return believed && fit.ParallelFieldErrorTesla <= _targetTesla
            ? sweeps
            : Math.Min(MostSweeps, Predict(sweeps, believed ? fit.ParallelFieldErrorTesla : double.PositiveInfinity, _targetTesla));
    }

    /// <summary>Sweeps at which an error of <paramref name="sigma"/> after <paramref name="sweeps"/> falls to the target; more than now, at most four times as many.</summary>
    public static int Predict(int sweeps, double sigma, double target)
    {
        var ratio = sigma / target;
        return (int)Math.Clamp(Math.Ceiling(sweeps * ratio * ratio), sweeps + 1.0, (double)MostGrowth * sweeps);
    }
}
