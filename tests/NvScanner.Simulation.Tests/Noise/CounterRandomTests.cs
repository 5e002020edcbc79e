using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Tests.Noise;

public class CounterRandomTests
{
    [Fact]
    public void EveryPartOfTheKeyGivesOtherNumbersAndTheSameKeyTheSame()
    {
        CounterRandom[] keys =
        [
            new(1, RandomPurpose.Photons, 0, 0, 0), new(2, RandomPurpose.Photons, 0, 0, 0), new(1, RandomPurpose.Position, 0, 0, 0),
            new(1, RandomPurpose.Photons, 1, 0, 0), new(1, RandomPurpose.Photons, 0, 1, 0), new(1, RandomPurpose.Photons, 0, 0, 1),
            new(1, RandomPurpose.Photons, -1, 0, 0),
        ];
        Assert.Equal(keys.Length, keys.Select(key => key.NextUInt64()).Distinct().Count());
        var again = new CounterRandom(1, RandomPurpose.Photons, 0, 1, 0);
        Assert.Equal(keys[4].NextUInt64(), again.NextUInt64());
    }

    [Fact]
    public void NeighbouringKeysAreUncorrelated()
    {
        const int pixels = 200_000;
        double sum = 0, product = 0, squares = 0, previous = 0;
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            var value = new CounterRandom(7, RandomPurpose.Photons, 0, pixel, 0).NextNormal();
            sum += value;
            squares += value * value;
            product += value * previous;
            previous = value;
        }
        var sigma = 1 / Math.Sqrt(pixels);
        Assert.InRange(sum / pixels, -4 * sigma, 4 * sigma);
        Assert.InRange(squares / pixels, 1 - 6 * sigma, 1 + 6 * sigma);
        Assert.InRange(product / pixels, -4 * sigma, 4 * sigma);
    }
}
