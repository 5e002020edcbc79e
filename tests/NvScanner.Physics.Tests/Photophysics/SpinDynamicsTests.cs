using FsCheck;
using FsCheck.Fluent;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

public class SpinDynamicsTests
{
    private const double ReadPowerWatts = 600e-6; // that of half saturation
    private static readonly Vector3d Bias = new(0, 0, 20e-3);
    private static readonly NvPhotophysics Centre = NvPhotophysics.Robledo2011;

    [Fact]
    public void PopulationsStayProbabilitiesThroughAnySequence()
    {
        var step = Gen.Choose(-1000, 1000).Select(n => n / 1000.0).ArrayOf(6);
        Prop.ForAll(step.ArrayOf(6).ToArbitrary(), steps =>
        {
            var few = Centre with { InhomogeneousDephasingSeconds = double.PositiveInfinity };
            var dynamics = new SpinDynamics(few, new Vector3d(steps[0][0], steps[1][1], steps[2][2]) * 0.12, steps[3][3] > 0 ? NvLine.Lower : NvLine.Upper);
            Span<double> populations = stackalloc double[NvSteadyState.LevelCount];
            foreach (var s in steps)
            {
                dynamics.DetuningHz = 5e6 * s[0];
                var photons = s[1] < -0.3 ? dynamics.Laser(1e-3 * Math.Abs(s[2]), 2e-6 * Math.Abs(s[3]))
                    : s[1] < 0.3 ? dynamics.Drive(10e6 * Math.Abs(s[2]), Math.PI * s[4], 1e-6 * Math.Abs(s[3]), 1e-4 * Math.Abs(s[5]))
                    : dynamics.Evolve(20e-6 * Math.Abs(s[3]));
                dynamics.Pulse(Math.PI * s[5], s[4]);
                dynamics.Populations(populations);
                var sum = 0.0;
                foreach (var population in populations)
                {
                    if (population is < -1e-10 or > 1 + 1e-10) return false;
                    sum += population;
                }
                if (Math.Abs(sum - 1) > 1e-10 || photons < -1e-12) return false;
            }
            return true;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>One model: light and microwaves played until nothing changes give the rate of the closed CW spectrum.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.7e6)]
    [InlineData(-3e6)]
    public void ALongPulseOfLightAndMicrowavesReachesTheCwSpectrum(double detuningHz)
    {
        var centre = Centre with { CoherenceExponent = 1 };
        var dynamics = new SpinDynamics(centre, Bias, NvLine.Upper) { DetuningHz = detuningHz };
        const double rabi = 1.1e6, watts = 150e-6, gate = 1e-6;
        dynamics.Drive(rabi, 0.3, 40e-6, watts);
        var rate = dynamics.Drive(rabi, 0.3, gate, watts) / gate;
        var spectrum = new CwResponse(centre, watts, rabi).SpectrumAt(Bias);
        Assert.Equal(1, rate / spectrum.RateAt(dynamics.LineHz + detuningHz), 1e-5);
    }

    [Theory]
    [InlineData(0.01, 0, 0.02)]
    [InlineData(0.004, -0.003, 0.05)]
    [InlineData(0.02, 0.01, 0.095)]
    public void LongLightReachesTheSteadyStateOfMixedLevels(double x, double y, double z)
    {
        var field = new Vector3d(x, y, z);
        var dynamics = new SpinDynamics(Centre with { InhomogeneousDephasingSeconds = 1 }, field, NvLine.Lower);
        dynamics.Laser(150e-6, 1e-3);
        Span<double> reached = stackalloc double[NvSteadyState.LevelCount];
        Span<double> steady = stackalloc double[NvSteadyState.LevelCount];
        dynamics.Populations(reached);
        NvSteadyState.At(Centre, 150e-6, field, PhysicalConstants.NominalZeroFieldSplittingHz).Populations(steady);
        for (var level = 0; level < steady.Length; level++) Assert.Equal(steady[level], reached[level], 1e-9);
    }

    [Fact]
    public void ShortAndInfinitelyShortPulsesAgree()
    {
        var still = Centre with { InhomogeneousDephasingSeconds = 1e-3, Nitrogen = NitrogenIsotope.None };
        double Sine(double rabiHz)
        {
            var dynamics = new SpinDynamics(still, Bias, NvLine.Lower) { Field = new SignalField(0, 0.3e-6, 50e3, -Math.PI / 2) };
            new DecouplingSequence(1, 20e-6, Math.PI / 2, rabiHz).Play(dynamics);
            return Lowest(dynamics);
        }
        Assert.Equal(Sine(double.PositiveInfinity), Sine(1e9), 1e-3);
        Assert.True(Math.Abs(Sine(1e9) - 0.5) > 0.1);
        Assert.Throws<ArgumentException>(() => Sine(10e3));
    }

    [Fact]
    public void RelaxationInTheDarkGoesToOneThird()
    {
        var dynamics = new SpinDynamics(Centre, Bias, NvLine.Lower);
        dynamics.Evolve(2e-3);
        Assert.Equal(1.0 / 3 + 2.0 / 3 * Math.Exp(-2e-3 / Centre.RelaxationSeconds), Lowest(dynamics), 1e-9);
        dynamics.Evolve(0.2);
        Assert.Equal(1.0 / 3, Lowest(dynamics), 1e-9);
    }

    [Fact]
    public void LightPolarisesWithinMicroseconds()
    {
        double After(double watts, double seconds)
        {
            var dynamics = new SpinDynamics(Centre, Bias, NvLine.Lower);
            dynamics.Evolve(0.2);
            dynamics.Laser(watts, seconds);
            dynamics.Evolve(1e-6); // the singlet empties, into all three levels
            return Lowest(dynamics);
        }
        Assert.Equal(0.722, After(150e-6, 1e-6), 5e-3);
        Assert.Equal(0.804, After(150e-6, 3e-6), 5e-3);
        // more light is quicker, and leaves more in the singlet when it ends
        Assert.Equal(0.756, After(600e-6, 1e-6), 5e-3);
        Assert.Equal(0.757, After(600e-6, 3e-6), 5e-3);
    }

    [Fact]
    public void TheDarkStateIsShelvedForSomeHundredNanoseconds()
    {
        var dynamics = new SpinDynamics(Centre, Bias, NvLine.Lower);
        double[] Transient(double angle)
        {
            dynamics.Reset();
            dynamics.Laser(ReadPowerWatts, 3e-6);
            dynamics.Evolve(1e-6);
            dynamics.Pulse(angle, 0);
            return Enumerable.Range(0, 40).Select(_ => dynamics.Laser(ReadPowerWatts, 50e-9) / 50e-9).ToArray();
        }
        double[] bright = Transient(0), dark = Transient(Math.PI);
        var steady = NvSteadyState.At(Centre, ReadPowerWatts, Bias, PhysicalConstants.NominalZeroFieldSplittingHz).PhotonRate();
        Assert.Equal(1, bright[^1] / steady, 2e-3);
        Assert.Equal(1, dark[^1] / steady, 2e-3);
        // the bright state starts above the steady rate, the dark one falls into the singlet, is darkest at 100-200 ns and recovers
        Assert.True(bright[1] > 1.25 * steady);
        var darkest = Array.IndexOf(dark, dark.Min());
        Assert.InRange(darkest * 50e-9, 100e-9, 200e-9);
        Assert.InRange(dark[darkest] / bright[darkest], 0.5, 0.65);
        // half of the difference is gone within 200-400 ns
        var half = Enumerable.Range(1, 39).First(i => bright[i] - dark[i] < 0.5 * (bright[1] - dark[1]));
        Assert.InRange(half * 50e-9, 200e-9, 400e-9);
    }

    [Theory]
    [InlineData(150e-6, 0.06, 0.1)]
    [InlineData(600e-6, 0.15, 0.3)]
    public void ReadoutContrastIsThatOfASingleCentre(double watts, double least, double most)
    {
        var dynamics = new SpinDynamics(Centre, Bias, NvLine.Lower);
        var readout = new PulsedReadout { LaserPowerWatts = watts };
        var bright = readout.Photons(dynamics, _ => { });
        var dark = readout.Photons(dynamics, d => d.Pulse(Math.PI, 0));
        Assert.InRange(0.5 * (bright + dark), least, most);
        Assert.InRange((bright - dark) / (bright + dark), 0.15, 0.3);
    }

    [Fact]
    public void FreeInductionBeatsWithTheHyperfineSplittingAndDecaysWithin()
    {
        var seconds = 1e-6;
        foreach (var isotope in new[] { NitrogenIsotope.None, NitrogenIsotope.Nitrogen14, NitrogenIsotope.Nitrogen15 })
        {
            var centre = Centre with { Nitrogen = isotope, CoherenceSeconds = double.PositiveInfinity, RelaxationSeconds = double.PositiveInfinity };
            var dynamics = new SpinDynamics(centre, Bias, NvLine.Upper) { DetuningHz = 0.3e6 };
            new DecouplingSequence(0, seconds, 0).Play(dynamics);
            var offsets = HyperfineStructure.OffsetsHz(isotope).ToArray();
            var beat = offsets.Average(offset => Math.Cos(2 * Math.PI * (0.3e6 - offset) * seconds));
            var decay = Math.Exp(-Math.Pow(seconds / centre.InhomogeneousDephasingSeconds, 2));
            Assert.Equal(0.5 * (1 - decay * beat), Lowest(dynamics), 1e-6);
        }
    }

    [Fact]
    public void SlowDetuningsRefocusInAnEchoOfFinitePulses()
    {
        var centre = Centre with { Nitrogen = NitrogenIsotope.None };
        var dynamics = new SpinDynamics(centre, Bias, NvLine.Lower);
        new DecouplingSequence(0, 20e-6, 0, 20e6).Play(dynamics);
        Assert.Equal(0.5, Lowest(dynamics), 0.02);
        dynamics.Reset();
        new DecouplingSequence(1, 20e-6, 0, 20e6).Play(dynamics);
        var echo = Math.Exp(-Math.Pow(20e-6 / centre.CoherenceSeconds, centre.CoherenceExponent));
        Assert.Equal(0.5 * (1 + echo), Lowest(dynamics), 0.01);
    }

    [Fact]
    public void AStepThatIsNoTimeIsRefused()
    {
        var dynamics = new SpinDynamics(Centre, Bias, NvLine.Lower);
        Assert.Throws<ArgumentOutOfRangeException>(() => dynamics.Evolve(-1e-9));
        Assert.Throws<ArgumentOutOfRangeException>(() => dynamics.Drive(1e6, 0, double.NaN));
    }

    private static double Lowest(SpinDynamics dynamics)
    {
        Span<double> populations = stackalloc double[NvSteadyState.LevelCount];
        dynamics.Populations(populations);
        return populations[0];
    }
}
