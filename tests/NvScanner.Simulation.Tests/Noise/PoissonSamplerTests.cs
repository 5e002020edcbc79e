using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Tests.Noise;

public class PoissonSamplerTests
{
    /// <summary>Chi-square of the histogram against the exact probabilities, on both sides of the change of method.</summary>
    [Theory]
    [InlineData(0.02)]
    [InlineData(1.7)]
    [InlineData(11.9)]
    [InlineData(12.1)]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(5000)]
    public void NumbersFollowThePoissonLaw(double mean)
    {
        const int draws = 400_000;
        var random = new CounterRandom(11, RandomPurpose.Photons, 0, (int)(mean * 100), 0);
        var histogram = new Dictionary<uint, int>();
        for (var draw = 0; draw < draws; draw++)
        {
            var count = PoissonSampler.Next(ref random, mean);
            histogram[count] = histogram.GetValueOrDefault(count) + 1;
        }
        double chiSquare = 0, logProbability = -mean, pooledExpected = 0;
        int bins = 0, pooledObserved = 0;
        var last = (uint)(mean + 10 * Math.Sqrt(mean) + 10);
        for (var k = 0u; k <= last; k++)
        {
            if (k > 0) logProbability += Math.Log(mean / k);
            pooledExpected += draws * Math.Exp(logProbability);
            pooledObserved += histogram.GetValueOrDefault(k);
            if (pooledExpected < 20) continue;
            chiSquare += (pooledObserved - pooledExpected) * (pooledObserved - pooledExpected) / pooledExpected;
            bins++;
            (pooledExpected, pooledObserved) = (0, 0);
        }
        Assert.All(histogram.Keys, k => Assert.InRange(k, 0u, last));
        Assert.InRange(chiSquare, 0, bins + 4.5 * Math.Sqrt(2.0 * bins) + 5);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(3e9)]
    public void LargeMeansHaveTheirMeanAndVariance(double mean)
    {
        const int draws = 100_000;
        var random = new CounterRandom(12, RandomPurpose.Photons, 0, 1, 0);
        double sum = 0, squares = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            var deviation = (PoissonSampler.Next(ref random, mean) - mean) / Math.Sqrt(mean);
            sum += deviation;
            squares += deviation * deviation;
        }
        Assert.InRange(sum / draws, -0.015, 0.015);
        Assert.InRange(squares / draws, 0.98, 1.02);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(1e12)]
    public void ImpossibleMeansAreRefused(double mean) => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        var random = new CounterRandom(1, RandomPurpose.Photons, 0, 0, 0);
        PoissonSampler.Next(ref random, mean);
    });
}
