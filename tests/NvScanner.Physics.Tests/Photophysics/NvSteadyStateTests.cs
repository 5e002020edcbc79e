using FsCheck;
using FsCheck.Fluent;
using NvScanner.Physics.Photophysics;
using NvScanner.Physics.Spin;

namespace NvScanner.Physics.Tests.Photophysics;

public class NvSteadyStateTests
{
    private const double Zero = PhysicalConstants.NominalZeroFieldSplittingHz;
    private static readonly NvPhotophysics Centre = NvPhotophysics.Robledo2011;

    [Fact]
    public void PopulationsAreProbabilitiesForAnyFieldLightAndDrive()
    {
        var numbers = Gen.Choose(-1000, 1000).Select(n => n / 1000.0);
        var cases = numbers.ArrayOf(6).ToArbitrary();
        Prop.ForAll(cases, c =>
        {
            var field = new Vector3d(c[0], c[1], c[2]) * 0.15;
            var steady = NvSteadyState.At(Centre, Math.Pow(10, 4 * c[3] - 4), field, Zero, 5e6 * c[4]);
            Span<double> populations = stackalloc double[NvSteadyState.LevelCount];
            steady.Populations(populations, Math.Pow(10, 5 + 4 * c[5]), 1e6 * Math.Abs(c[4]));
            var sum = 0.0;
            foreach (var population in populations)
            {
                if (population is < -1e-12 or > 1 + 1e-12) return false;
                sum += population;
            }
            return Math.Abs(sum - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The closed form for all drives against the generator itself: in the steady state what enters the singlet and the excited levels leaves them.</summary>
    [Fact]
    public void DrivenPopulationsBalanceEveryLevelOfAnUnmixedSpin()
    {
        const double pump = 7e6, lower = 3e6, upper = 0.4e6;
        var steady = NvSteadyState.At(Centre, pump / Centre.PumpRatePerWatt, new Vector3d(0, 0, 2e-3), Zero);
        var p = new double[7];
        steady.Populations(p, lower, upper);
        var exchange = 1 / (3 * Centre.RelaxationSeconds);
        // 0 is ms = 0, 1 is ms = -1, 2 is ms = +1 in both triplets
        AssertBalance(pump * p[0], p[3] * (Centre.RadiativeRate + Centre.CrossingRateMsZero));
        AssertBalance(pump * p[1], p[4] * (Centre.RadiativeRate + Centre.CrossingRateMsOne));
        AssertBalance(Centre.CrossingRateMsZero * p[3] + Centre.CrossingRateMsOne * (p[4] + p[5]), p[6] / Centre.SingletLifetimeSeconds);
        AssertBalance(
            p[4] * Centre.RadiativeRate + p[6] * Centre.SingletRateToMsOne + lower * p[0] + exchange * (p[0] + p[2]), p[1] * (pump + lower + 2 * exchange));
        AssertBalance(
            p[3] * Centre.RadiativeRate + p[6] * Centre.SingletRateToMsZero + lower * p[1] + upper * p[2] + exchange * (p[1] + p[2]),
            p[0] * (pump + lower + upper + 2 * exchange));
        Assert.Equal(Centre.DetectionEfficiency * Centre.RadiativeRate * (p[3] + p[4] + p[5]), steady.PhotonRate(lower, upper), 1e-6);
    }

    [Fact]
    public void LightPolarisesAndTheDarkDepolarises()
    {
        var p = new double[7];
        foreach (var (centre, polarisation) in new[] { (NvPhotophysics.Robledo2011, 0.84), (NvPhotophysics.Tetienne2012, 0.74), (NvPhotophysics.Manson2006, 1.0) })
        {
            NvSteadyState.At(centre, 150e-6, new Vector3d(0, 0, 2e-3), Zero).Populations(p);
            Assert.Equal(polarisation, p[0] / (p[0] + p[1] + p[2]), 0.01);
        }
        NvSteadyState.At(Centre, 0, new Vector3d(0, 0, 2e-3), Zero).Populations(p);
        Assert.All(p[..3], population => Assert.Equal(1.0 / 3, population, 1e-9));
    }

    [Fact]
    public void FluorescenceFallsSteadilyWithTheTransverseField()
    {
        var previous = double.PositiveInfinity;
        for (var field = 0.0; field <= 30e-3; field += 0.5e-3)
        {
            var rate = NvSteadyState.At(Centre, 150e-6, new Vector3d(field, 0, 0), Zero).PhotonRate();
            Assert.True(rate < previous);
            previous = rate;
        }
        var unmixed = NvSteadyState.At(Centre, 150e-6, Vector3d.Zero, Zero).PhotonRate();
        Assert.InRange(previous / unmixed, 0.6, 0.8);
    }

    [Theory]
    [InlineData(1.42e9, 35e-3, 65e-3)] // the excited levels cross at 50.7 mT
    [InlineData(2.87e9, 90e-3, 115e-3)] // the ground levels cross at 102.4 mT
    public void MisalignmentQuenchesMostWhereTheLevelsCross(double splittingHz, double from, double to)
    {
        var tilt = 1 * Math.PI / 180;
        var darkest = (Rate: double.PositiveInfinity, Field: 0.0);
        for (var field = from; field <= to; field += 0.1e-3)
        {
            var rate = NvSteadyState.At(Centre, 150e-6, new Vector3d(field * Math.Sin(tilt), 0, field * Math.Cos(tilt)), Zero).PhotonRate();
            if (rate < darkest.Rate) darkest = (rate, field);
        }
        Assert.Equal(splittingHz / PhysicalConstants.GyromagneticRatioHzPerTesla, darkest.Field, 1e-3);
        Assert.True(darkest.Rate < 0.85 * NvSteadyState.At(Centre, 150e-6, Vector3d.Zero, Zero).PhotonRate());
    }

    /// <summary>Without strain both lines of a centre are driven alike by any field across the axis, whatever the azimuth of the static field.</summary>
    [Fact]
    public void DriveStrengthIsThatOfAnUnmixedSpinAlongTheAxisAndFollowsTheMixing()
    {
        var aligned = NvSteadyState.At(Centre, 1e-4, new Vector3d(0, 0, 5e-3), Zero);
        Assert.Equal(1, aligned.LowerDriveStrength, 12);
        Assert.Equal(1, aligned.UpperDriveStrength, 12);
        var x = NvSteadyState.At(Centre, 1e-4, new Vector3d(8e-3, 0, 5e-3), Zero);
        var y = NvSteadyState.At(Centre, 1e-4, new Vector3d(8e-3 * Math.Cos(0.7), 8e-3 * Math.Sin(0.7), 5e-3), Zero);
        Assert.Equal(x.LowerDriveStrength, y.LowerDriveStrength, 9);
        Assert.Equal(x.UpperDriveStrength, y.UpperDriveStrength, 9);
        Assert.Equal(x.PhotonRate(1e6, 1e5), y.PhotonRate(1e6, 1e5), 1e-4);
    }

    /// <summary>Pumping from the lowest level alone shows its weight of ms = 0, which the closed form of the levels gives independently.</summary>
    [Fact]
    public void MixingAgreesWithTheClosedFormOfTheLevels()
    {
        foreach (var field in new[] { new Vector3d(3e-3, 1e-3, 20e-3), new Vector3d(10e-3, -4e-3, 5e-3), new Vector3d(1e-3, 0, 101e-3) })
        {
            var levels = NvGroundState.Levels(Zero, 2e6, field);
            var dark = NvSteadyState.At(
                Centre with { RelaxationSeconds = 1e9, SingletRateToMsOne = 0, CrossingRateMsZero = 80e6, RadiativeRate = 1 }, 1e-12, field, Zero, 2e6);
            // every excitation ends in the singlet, which falls into the levels by their weight of ms = 0: so do the populations
            var p = new double[7];
            dark.Populations(p);
            for (var level = 0; level < 3; level++) Assert.Equal(levels.MsZeroWeight(level), p[level] / (p[0] + p[1] + p[2]), 1e-6);
        }
    }

    private static void AssertBalance(double gained, double lost) => Assert.Equal(1, gained / lost, 1e-9);
}
