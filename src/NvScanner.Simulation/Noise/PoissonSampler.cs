namespace NvScanner.Simulation.Noise;

/// <summary>Exact Poisson numbers without allocation: inversion below a mean of 12, transformed rejection above (Hörmann, Insurance: Math. Econ. 12, 39 (1993), PTRS).</summary>
public static class PoissonSampler
{
    private const double LargestMean = 4e9;

    private static readonly double[] LogFactorials = MakeLogFactorials(128);

    /// <summary>One number of the given mean (0 to 4e9, else ArgumentOutOfRangeException), at most 2^32 - 1.</summary>
    public static uint Next(ref CounterRandom random, double mean)
    {
        if (!(mean >= 0 && mean <= LargestMean)) throw new ArgumentOutOfRangeException(nameof(mean), mean, "A mean number of counts lies between 0 and 4e9.");
        return mean < 12 ? Invert(ref random, mean) : Reject(ref random, mean);
    }

    private static uint Invert(ref CounterRandom random, double mean)
    {
        var remaining = random.NextDouble();
        var probability = Math.Exp(-mean);
        var count = 0u;
        while (remaining > probability && count < 1000)
        {
            remaining -= probability;
            count++;
            probability *= mean / count;
        }
        return count;
    }

    private static uint Reject(ref CounterRandom random, double mean)
    {
        var root = Math.Sqrt(mean);
        var b = 0.931 + 2.53 * root;
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        var vr = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            var u = random.NextDouble() - 0.5;
            var v = random.NextDouble();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= vr) return (uint)Math.Min(k, uint.MaxValue);
            if (k < 0 || us < 0.013 && v > us) continue;
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.Log(mean) - mean - LogFactorial(k))
                return (uint)Math.Min(k, uint.MaxValue);
        }
    }

    // Stirling's series; its error at 128 is below 1e-17
    private static double LogFactorial(double k) => k < LogFactorials.Length
        ? LogFactorials[(int)k]
        : (k + 0.5) * Math.Log(k) - k + 0.91893853320467274178 + (1 - 1 / (30 * k * k)) / (12 * k);

    private static double[] MakeLogFactorials(int count)
    {
        var values = new double[count];
        for (var k = 1; k < count; k++) values[k] = values[k - 1] + Math.Log(k);
        return values;
    }
}
