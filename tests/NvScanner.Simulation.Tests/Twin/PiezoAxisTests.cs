using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Twin;

public class PiezoAxisTests
{
    private const double Travel = 100e-6;

    [Fact]
    public void TheBranchesOfAFullStrokeLieTheStatedShareApart()
    {
        var axis = new PiezoAxis(Travel, 0.12, 0);
        double Sweep(double from, double to)
        {
            for (var i = 0; i <= 200; i++) axis.MoveTo(from + i / 200.0 * (to - from), 0);
            return axis.ErrorAt(0);
        }
        Sweep(0, -0.5 * Travel);
        Sweep(-0.5 * Travel, 0.5 * Travel);
        Sweep(0.5 * Travel, 0.5 * Travel);
        var forth = Sweep(-0.5 * Travel, 0) - 0;
        Sweep(0, 0.5 * Travel);
        var back = Sweep(0.5 * Travel, 0);
        Assert.Equal(0.12 * Travel, back - forth, 0.005 * Travel);
        Assert.True(back > 0 && forth < 0, "the piezo lags behind its set-point");
    }

    [Fact]
    public void ASmallLoopIsNarrowerThanItsShareOfAFullOne()
    {
        var axis = new PiezoAxis(Travel, 0.12, 0);
        foreach (var x in new[] { 2e-6, -2e-6, 2e-6, 0 }) axis.MoveTo(x, 0);
        var back = axis.ErrorAt(0);
        axis.MoveTo(-2e-6, 0);
        axis.MoveTo(0, 0);
        Assert.InRange(back - axis.ErrorAt(0), 0, 0.12 * 4e-6);
    }

    [Fact]
    public void AStepCreepsOnByAboutTheStatedShareInEveryDecade()
    {
        var axis = new PiezoAxis(Travel, 0, 0.015);
        axis.MoveTo(10e-6, 100);
        double Crept(double from, double to) => (axis.ErrorAt(100 + to) - axis.ErrorAt(100 + from)) / 10e-6;
        foreach (var decade in new[] { 0.3, 3, 30 }) Assert.InRange(Crept(decade, 10 * decade), 0.009, 0.018);
        Assert.Equal(0, axis.ErrorAt(100 + 1e4), 1e-12);
    }

    [Fact]
    public void TheCreepAfterManyStepsIsThatOfTheWholeHistory()
    {
        // two half steps at once are one step
        var (one, two) = (new PiezoAxis(Travel, 0, 0.015), new PiezoAxis(Travel, 0, 0.015));
        one.MoveTo(10e-6, 5);
        two.MoveTo(5e-6, 5);
        two.MoveTo(10e-6, 5);
        Assert.Equal(one.ErrorAt(17), two.ErrorAt(17), 1e-18);
    }
}
