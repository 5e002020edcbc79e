namespace NvScanner.Reporting.Tests.Support;

/// <summary>Counter-based noise (SplitMix64) keyed by seed and pixel.</summary>
internal sealed class Noise(int seed, int pixel)
{
    private ulong _counter = ((ulong)(uint)seed << 32) | (uint)pixel;

    public double Gauss()
    {
        var radius = Math.Sqrt(-2 * Math.Log(Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }

    /// <summary>Poisson numbers of a large mean by their normal limit.</summary>
    public uint Poisson(double mean) => (uint)Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Gauss()));

    private double Uniform()
    {
        var z = _counter += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) + 0.5) / 18446744073709551616.0;
    }
}
