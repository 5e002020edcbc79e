using NvScanner.Abstractions.Scanning;

namespace NvScanner.Simulation.Noise;

/// <summary>The random numbers of the measurement under way: one stream per purpose, started anew by a new key. Not thread safe.</summary>
internal sealed class MeasurementNoise(ulong seed)
{
    private readonly CounterRandom[] _streams = new CounterRandom[(int)Enum.GetValues<RandomPurpose>().Max() + 1];
    private MeasurementKey _key;
    private uint _begun; // one bit per purpose

    /// <summary>Starts the numbers of a measurement; the same key gives the same noise.</summary>
    public void Begin(in MeasurementKey key) => (_key, _begun) = (key, 0);

    public ref CounterRandom For(RandomPurpose purpose)
    {
        var bit = 1u << (int)purpose;
        if ((_begun & bit) == 0)
        {
            _begun |= bit;
            _streams[(int)purpose] = new CounterRandom(seed, purpose, _key.Frame, _key.Pixel, _key.Pass);
        }
        return ref _streams[(int)purpose];
    }

    /// <summary>A normal deviation; a standard deviation of zero draws nothing.</summary>
    public double Normal(RandomPurpose purpose, double sigma) => sigma == 0 ? 0 : sigma * For(purpose).NextNormal();
}
