namespace NvScanner.Fitting.Tests.Support;

/// <summary>Reproducible noise from a counter: SplitMix64 (Steele, Lea and Flood 2014) keyed by a seed.</summary>
internal sealed class CounterNoise(ulong seed)
{
    private ulong _state = seed * 0xD1342543DE82EF95;

    /// <summary>Goes on with the numbers that belong to a key, whatever was drawn before.</summary>
    public void Restart(ulong key) => _state = key;

    /// <summary>A key of its own for every number under a key.</summary>
    public static ulong Key(ulong key, int number) => Mix(key ^ Mix((ulong)number + 0x9E3779B97F4A7C15));

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform()
    {
        _state += 0x9E3779B97F4A7C15;
        return ((Mix(_state) >> 11) + 0.5) / 9007199254740992.0;
    }

    /// <summary>Standard normal (Box and Muller).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Poisson: products of uniforms below 30, transformed rejection (Hormann 1993, PTRS) above.</summary>
    public uint Poisson(double mean)
    {
        if (mean < 30)
        {
            double limit = Math.Exp(-mean), product = Uniform();
            uint count = 0;
            for (; product > limit; count++)
                product *= Uniform();
            return count;
        }
        double b = 0.931 + 2.53 * Math.Sqrt(mean), a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), squeeze = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            double u = Uniform() - 0.5, v = Uniform(), us = 0.5 - Math.Abs(u);
            double k = Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= squeeze)
                return (uint)k;
            if (k < 0 || (us < 0.013 && v > us))
                continue;
            if (Math.Log(v * inverseAlpha / (a / (us * us) + b)) <= k * Math.Log(mean) - mean - LogFactorial(k))
                return (uint)k;
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private static double LogFactorial(double k)
    {
        double n = k + 1; // Stirling's series, better than 1e-10 from n = 10
        double shift = 0;
        for (; n < 10; n++)
            shift -= Math.Log(n);
        return shift + (n - 0.5) * Math.Log(n) - n + 0.5 * Math.Log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n * n * n);
    }
}
