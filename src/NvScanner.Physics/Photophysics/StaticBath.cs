namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Quasi-static normal detunings of an ensemble by the trapezoidal rule, which converges exponentially: with a step h it errs by
/// exp(-2 pi² sigma²/h²) for the Gaussian and by exp(-2 pi w/h) for a line of half width w; free precession revives after 1/h.
/// </summary>
internal sealed class StaticBath
{
    private const double ResolvedSteps = 1.6; // what has a half width of so many steps is summed to exp(-2 pi 1.6) = 4e-5 of itself
    private const double CrowdedNodes = 1.2; // nodes within half a width of a crossing; they err by exp(-pi² 1.2) = 7e-6
    private const double NarrowestHz = 50;
    private const int MaximumNewtonSteps = 30;

    private readonly double _sigmaHz;
    private readonly double _reachHz;
    private readonly double _stepHz;

    private StaticBath(double[] offsetsHz, double[] weights, double sigmaHz, double reachHz)
    {
        (OffsetsHz, Weights, _sigmaHz, _reachHz) = (offsetsHz, weights, sigmaHz, reachHz);
        _stepHz = 2 * reachHz / Math.Max(1, offsetsHz.Length - 1);
    }

    /// <summary>Nodes at even distances.</summary>
    public double[] OffsetsHz { get; }

    /// <summary>Positive, symmetric, of sum one.</summary>
    public double[] Weights { get; }

    /// <summary>Most nodes that <see cref="FillAround"/> makes.</summary>
    public int MaximumNodesAround => OffsetsHz.Length + 2 + (int)(2 * CrowdedNodes * Math.Asinh(2 * _reachHz / NarrowestHz));

    /// <summary>Of a standard deviation in Hz, with nodes to both sides out to <paramref name="reach"/> standard deviations.</summary>
    public static StaticBath Create(double sigmaHz, double reach, int nodesPerSide)
    {
        if (sigmaHz == 0) return new StaticBath([0], [1], 0, 0);
        var offsets = new double[2 * nodesPerSide + 1];
        var weights = new double[offsets.Length];
        for (var node = 0; node < offsets.Length; node++)
        {
            var x = (node - nodesPerSide) * reach / nodesPerSide;
            offsets[node] = x * sigmaHz;
            weights[node] = Math.Exp(-0.5 * x * x);
        }
        Normalise(weights);
        return new StaticBath(offsets, weights, sigmaHz, reach * sigmaHz);
    }

    /// <summary>Whether the nodes at even distances resolve how the levels mix at this distance from a crossing.</summary>
    public bool Resolves(LevelCrossing crossing) =>
        crossing.MixingHz > ResolvedSteps * _stepHz || Math.Abs(crossing.DistanceHz) > _reachHz || OffsetsHz.Length == 1;

    /// <summary>
    /// Fills offsets and weights of nodes that crowd around a crossing, where the levels mix within a width w, and returns their number. They are
    /// even in u = s/h + c asinh(s/w), with s from the crossing: the rule in u converges as before, and a crossing ten times as sharp costs six
    /// nodes more.
    /// </summary>
    public int FillAround(LevelCrossing crossing, Span<double> offsetsHz, Span<double> weights)
    {
        var width = Math.Max(crossing.MixingHz, NarrowestHz);
        var count = 0;
        for (var side = -1; side <= 1; side += 2)
            for (var u = 0.5; ; u++) // none at the crossing itself
            {
                var v = SolveStretch(width / _stepHz, u); // s = w sinh v
                var offset = crossing.DistanceHz + side * width * Math.Sinh(v);
                if (side * offset > _reachHz) break;
                var x = offset / _sigmaHz;
                offsetsHz[count] = offset;
                weights[count++] = Math.Exp(-0.5 * x * x) / (1 / _stepHz + CrowdedNodes / (width * Math.Cosh(v))); // times ds/du
            }
        Normalise(weights[..count]);
        return count;
    }

    // v of a sinh v + c v = u for u > 0: convex, so that Newton's steps fall monotonically from an upper bound
    private static double SolveStretch(double a, double u)
    {
        var v = Math.Min(u / CrowdedNodes, Math.Asinh(u / a));
        for (var step = 0; step < MaximumNewtonSteps; step++)
        {
            var change = (a * Math.Sinh(v) + CrowdedNodes * v - u) / (a * Math.Cosh(v) + CrowdedNodes);
            v -= change;
            if (change < 1e-6) break;
        }
        return v;
    }

    private static void Normalise(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights) sum += weight;
        foreach (ref var weight in weights) weight /= sum;
    }
}
