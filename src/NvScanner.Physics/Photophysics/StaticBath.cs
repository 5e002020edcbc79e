namespace NvScanner.Physics.Photophysics;

/// <summary>
/// Quasi-static normal detunings of an ensemble by the trapezoidal rule, which converges exponentially: with a step h it errs by
/// exp(-2 pi² sigma²/h²) for the Gaussian and by exp(-2 pi w/h) for a line of half width w; free precession revives after 1/h.
/// </summary>
internal sealed class StaticBath
{
    private StaticBath(double[] offsetsHz, double[] weights) => (OffsetsHz, Weights) = (offsetsHz, weights);

    public double[] OffsetsHz { get; }

    /// <summary>Positive, symmetric, of sum one.</summary>
    public double[] Weights { get; }

    /// <summary>Of a standard deviation in Hz, with nodes to both sides out to <paramref name="reach"/> standard deviations.</summary>
    public static StaticBath Create(double sigmaHz, double reach, int nodesPerSide)
    {
        if (sigmaHz == 0) return new StaticBath([0], [1]);
        var offsets = new double[2 * nodesPerSide + 1];
        var weights = new double[offsets.Length];
        for (var node = 0; node < offsets.Length; node++)
        {
            var x = (node - nodesPerSide) * reach / nodesPerSide;
            offsets[node] = x * sigmaHz;
            weights[node] = Math.Exp(-0.5 * x * x);
        }
        var sum = weights.Sum();
        for (var node = 0; node < weights.Length; node++) weights[node] /= sum;
        return new StaticBath(offsets, weights);
    }
}
