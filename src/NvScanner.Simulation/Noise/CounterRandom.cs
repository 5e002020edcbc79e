namespace NvScanner.Simulation.Noise;

/// <summary>
/// Random numbers that depend on nothing but their key: SplitMix64 (Steele, Lea, Flood 2014) started at a mix of seed, purpose, frame,
/// pixel and pass. The same key gives the same numbers whatever was drawn before, so that a resumed run equals an uninterrupted one.
/// </summary>
public struct CounterRandom
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>The numbers of one key.</summary>
    public CounterRandom(ulong seed, RandomPurpose purpose, int frame, int pixel, int pass)
    {
        var state = Mix(seed + GoldenGamma);
        state = Mix(state ^ (ulong)purpose * 0xD1342543DE82EF95);
        state = Mix(state ^ ((ulong)(uint)frame << 32 | (uint)pixel));
        _state = Mix(state ^ ((ulong)(uint)pass + GoldenGamma));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += GoldenGamma);

    /// <summary>Uniform in (0, 1), multiples of 2^-53 offset by half a step so that neither end occurs.</summary>
    public double NextDouble() => ((NextUInt64() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and standard deviation 1 (Box and Muller 1958).</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    // finaliser of SplitMix64, a bijection in which every input bit reaches every output bit
    private static ulong Mix(ulong value)
    {
        value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
        value = (value ^ value >> 27) * 0x94D049BB133111EB;
        return value ^ value >> 31;
    }
}
