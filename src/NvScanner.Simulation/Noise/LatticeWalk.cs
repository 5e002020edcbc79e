namespace NvScanner.Simulation.Noise;

/// <summary>
/// A random function of time that is the same whenever and however often it is asked: x[n+1] = m x[n] + s N[n+1] on a fixed lattice of time, each
/// normal number keyed by its place, straight lines between. m = 1 is a random walk, m &lt; 1 a fluctuation of constant size. Not thread safe.
/// </summary>
internal sealed class LatticeWalk
{
    private const int StepsPerCorrelationTime = 20;

    private readonly ulong _seed;
    private readonly RandomPurpose _purpose;
    private readonly int _component;
    private readonly double _stepSeconds;
    private readonly double _stepSigma;
    private readonly double _memory;
    private readonly double _startSigma;
    private int _index;
    private double _here;
    private double _next;

    private LatticeWalk(ulong seed, RandomPurpose purpose, int component, double stepSeconds, double stepSigma, double memory, double startSigma)
    {
        (_seed, _purpose, _component, _stepSeconds) = (seed, purpose, component, stepSeconds);
        (_stepSigma, _memory, _startSigma) = (stepSigma, memory, startSigma);
        Restart();
    }

    public bool IsZero => _stepSigma == 0;

    /// <summary>Begins at zero and has the given standard deviation after an hour; it grows with the root of time.</summary>
    public static LatticeWalk Wandering(ulong seed, RandomPurpose purpose, int component, double sigmaAfterOneHour) =>
        new(seed, purpose, component, 1, sigmaAfterOneHour / Math.Sqrt(3600), 1, 0);

    /// <summary>Keeps the given standard deviation; values further apart than the correlation time have little to do with each other.</summary>
    public static LatticeWalk Fluctuating(ulong seed, RandomPurpose purpose, int component, double sigma, double correlationSeconds)
    {
        var memory = Math.Exp(-1.0 / StepsPerCorrelationTime);
        return new(seed, purpose, component, correlationSeconds / StepsPerCorrelationTime, sigma * Math.Sqrt(1 - memory * memory), memory, sigma);
    }

    /// <summary>Value at a time in seconds on the rig's clock. Asking forwards costs what time has passed, backwards begins anew.</summary>
    public double At(double seconds)
    {
        if (IsZero) return 0;
        var place = Math.Max(0, seconds) / _stepSeconds;
        var index = (int)place;
        if (index < _index) Restart();
        for (; _index < index; _index++) (_here, _next) = (_next, Step(_next, _index + 2));
        return _here + (place - index) * (_next - _here);
    }

    private void Restart()
    {
        _index = 0;
        _here = _startSigma * Normal(0);
        _next = Step(_here, 1);
    }

    private double Step(double from, int index) => _memory * from + _stepSigma * Normal(index);

    private double Normal(int index) => new CounterRandom(_seed, _purpose, _component, index, 0).NextNormal();
}
