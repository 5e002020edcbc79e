using NvScanner.Acquisition.Sequencing;
using NvScanner.Simulation.Noise;

namespace NvScanner.Acquisition.Tests.Sequencing;

public sealed class LifeSignTests
{
    private readonly LifeSign _sign = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1e-4)] // per reading, five times the noise
    public void A_reading_that_stood_still_twenty_times_after_its_noise_was_seen_is_stuck(double drift)
    {
        Assert.DoesNotContain(true, Noisy(30, drift).Select(_sign.IsStuckAt));
        Assert.Equal(20, Enumerable.Repeat(4.0, 30).Select(_sign.IsStuckAt).TakeWhile(stuck => !stuck).Count());
    }

    [Fact]
    public void A_sensor_without_noise_is_not_judged()
    {
        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(i => _sign.IsStuckAt(3.5 + 1e-3 * i)));
        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(i => _sign.IsStuckAt(3.6 + 0.01 * Math.Exp(-i / 10.0))));
        Assert.DoesNotContain(true, Enumerable.Repeat(3.6, 1000).Select(_sign.IsStuckAt));
    }

    [Fact]
    public void A_sensor_that_is_read_more_often_than_it_converts_is_given_ten_times_its_longest_repetition()
    {
        Assert.DoesNotContain(true, Noisy(30, 0).SelectMany(reading => Enumerable.Repeat(reading, 8)).Select(_sign.IsStuckAt));
        Assert.Equal(80, Enumerable.Repeat(4.0, 200).Select(_sign.IsStuckAt).TakeWhile(stuck => !stuck).Count());
    }

    [Fact]
    public void Readings_that_are_no_number_are_stuck_too() =>
        Assert.True(Noisy(30, 0).Concat(Enumerable.Repeat(double.NaN, 30)).Select(_sign.IsStuckAt).ToArray()[^1]);

    private static IEnumerable<double> Noisy(int readings, double drift)
    {
        var random = new CounterRandom(5, RandomPurpose.CellReadings, 0, 0, 0);
        for (var i = 0; i < readings; i++)
            yield return 3.9 + drift * i + 20e-6 * random.NextNormal();
    }
}
