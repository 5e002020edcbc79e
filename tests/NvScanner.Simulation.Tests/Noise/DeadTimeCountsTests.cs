using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Tests.Noise;

public class DeadTimeCountsTests
{
    /// <summary>Against Müller's mean and variance of a counter that is not prolonged, and against photons followed one by one.</summary>
    [Theory]
    [InlineData(300e3, 1e-3, 40e-9)] // the simulated rig: 1.2 % blind
    [InlineData(2e6, 1e-3, 40e-9)]
    [InlineData(2.5e6, 200e-6, 400e-9)] // as long blind as not
    [InlineData(100e6, 100e-6, 100e-9)] // saturated
    [InlineData(1e6, 10e-6, 1e-6)] // few counts
    [InlineData(50e3, 1e-4, 40e-9)]
    public void MeanAndVarianceAreThoseOfTheLaw(double rate, double seconds, double deadTime)
    {
        const int draws = 40_000;
        var random = new CounterRandom(5, RandomPurpose.Photons, 0, 0, 0);
        var reference = new CounterRandom(6, RandomPurpose.Photons, 0, 0, 0);
        var (mean, variance) = Moments(draws, () => DeadTimeCounts.Next(ref random, rate, seconds, deadTime));
        var references = rate * seconds > 2000 ? 3000 : 20_000;
        var (exactMean, exactVariance) = Moments(references, () => OneByOne(ref reference, rate, seconds, deadTime));
        Assert.Equal(exactMean, mean, 4 * Math.Sqrt(exactVariance / references) + 0.01 * Math.Sqrt(exactVariance));
        Assert.InRange(variance / exactVariance, 1 - 5 * Math.Sqrt(2.0 / references) - 0.02, 1 + 5 * Math.Sqrt(2.0 / references) + 0.02);
        if (rate * seconds < 100) return; // the law holds for gates that are long against the dead time
        var blind = rate * deadTime;
        Assert.InRange(mean / (rate * seconds / (1 + blind)), 0.995, 1.005);
        Assert.InRange(variance / (rate * seconds / Math.Pow(1 + blind, 3)), 0.9, 1.1);
    }

    [Fact]
    public void WithoutDeadTimeTheCountsArePoissons()
    {
        var random = new CounterRandom(7, RandomPurpose.Photons, 0, 0, 0);
        var (mean, variance) = Moments(50_000, () => DeadTimeCounts.Next(ref random, 300e3, 1e-3, 0));
        Assert.Equal(300, mean, 0.4);
        Assert.InRange(variance / 300, 0.97, 1.03);
    }

    [Fact]
    public void ACounterNeverCountsMoreThanItsDeadTimeAllows()
    {
        var random = new CounterRandom(8, RandomPurpose.Photons, 0, 0, 0);
        for (var draw = 0; draw < 1000; draw++) Assert.InRange(DeadTimeCounts.Next(ref random, 1e12, 1e-3, 40e-9), 24_990u, 25_001u);
    }

    private static (double Mean, double Variance) Moments(int draws, Func<uint> next)
    {
        var numbers = Enumerable.Range(0, draws).Select(_ => (double)next()).ToArray();
        var mean = numbers.Average();
        return (mean, numbers.Sum(n => (n - mean) * (n - mean)) / (draws - 1));
    }

    private static uint OneByOne(ref CounterRandom random, double rate, double seconds, double deadTime)
    {
        // the detector has been in the light for a while when the gate opens
        var (counts, blindUntil) = (0u, double.NegativeInfinity);
        for (var t = -50 * (deadTime + 1 / rate); t < seconds; t -= Math.Log(random.NextDouble()) / rate)
        {
            if (t < blindUntil) continue;
            if (t > 0) counts++;
            blindUntil = t + deadTime;
        }
        return counts;
    }
}
