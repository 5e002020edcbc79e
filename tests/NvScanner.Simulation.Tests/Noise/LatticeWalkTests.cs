using NvScanner.Simulation.Noise;

namespace NvScanner.Simulation.Tests.Noise;

public class LatticeWalkTests
{
    [Fact]
    public void TheValueAtATimeDoesNotDependOnWhenOrHowOftenItWasAsked()
    {
        var often = LatticeWalk.Wandering(3, RandomPurpose.ThermalDrift, 0, 10e-9);
        for (var t = 0.0; t < 5000; t += 0.37) often.At(t);
        var once = LatticeWalk.Wandering(3, RandomPurpose.ThermalDrift, 0, 10e-9);
        Assert.Equal(once.At(4321.5), often.At(4321.5)); // backwards, too
        Assert.Equal(once.At(9000), often.At(9000));
        Assert.NotEqual(once.At(9000), LatticeWalk.Wandering(3, RandomPurpose.ThermalDrift, 1, 10e-9).At(9000));
    }

    [Fact]
    public void AWalkSpreadsWithTheRootOfTime()
    {
        double Spread(double seconds) => Math.Sqrt(Enumerable.Range(0, 1000)
            .Average(seed => Math.Pow(LatticeWalk.Wandering((ulong)seed, RandomPurpose.ThermalDrift, 0, 1).At(seconds), 2)));
        Assert.Equal(1, Spread(3600), 0.08);
        Assert.Equal(0.5, Spread(900), 0.04);
    }

    [Fact]
    public void AFluctuationKeepsItsSizeAndForgetsWithinItsCorrelationTime()
    {
        var (now, soon, late) = (0.0, 0.0, 0.0);
        for (var seed = 0ul; seed < 2000; seed++)
        {
            var walk = LatticeWalk.Fluctuating(seed, RandomPurpose.LaserDrift, 0, 1, 600);
            var (a, b, c) = (walk.At(3000), walk.At(3600), walk.At(7200));
            now += a * a / 2000;
            soon += a * b / 2000;
            late += a * c / 2000;
        }
        Assert.Equal(1, now, 0.12);
        Assert.Equal(Math.Exp(-1), soon, 0.1);
        Assert.Equal(0, late, 0.1);
    }
}
