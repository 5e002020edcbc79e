using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using NvScanner.Physics;
using NvScanner.Physics.Photophysics;
using NvScanner.Simulation.Tests.Drivers;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>What the counter sees, against numbers that do not come from the twin.</summary>
public class SpectrumTests
{
    private const double Background = 1800; // 10 kcps of scattered light at 1 mW, 300 cps of dark counts

    private static readonly CwResponse Centre = new(NvPhotophysics.Robledo2011.WithSaturation(1.49e6, 600e-6), 150e-6, 2.8e6 * Math.Pow(10, -0.4));

    [Theory]
    [InlineData("test-strip", 1.5e-3, 0, 90, 2827.96e6, 2912.04e6)]
    [InlineData("test-strip", 1.5e-3, 54.7356103, 90, 2827.96e6, 2912.04e6)]
    [InlineData("test-strip", 1.5e-3, 90, 0, 2827.96e6, 2912.04e6)]
    [InlineData("lco-particles", 80e-3, 54.7356103, 90, 628.0e6, 5112.0e6)]
    public Task BothLinesLieWhereTheBiasAlongTheNvPutsThem(string sample, double biasTesla, double theta, double phi, double lowerHz, double upperHz) =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(sample, theta, phi, options: SimulatedRig.WithoutLatency), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, biasTesla);
            await rig.Require<IProbe>(InstrumentRoles.Probe).RetractAsync(default); // the bias alone
            foreach (var line in new[] { lowerHz, upperHz })
            {
                double[] grid = [.. Enumerable.Range(-40, 81).Select(i => line + i * 0.5e6)];
                var counts = await SweepAsync(rig, grid, 0.1, 200);
                var baseline = 0.5 * (counts[..4].Average() + counts[^4..].Average());
                var depths = counts.Select(count => 1 - count / baseline).ToArray();
                var centre = depths.Zip(grid).Sum(pair => pair.First * pair.Second) / depths.Sum();
                Assert.InRange(centre - line, -0.1e6, 0.1e6);
                // 150 µW and -8 dBm: 300 kcps less 1.2 % of dead time; the line itself is that of the spin model, whose tests know the literature
                Assert.Equal(300e3 / (1 + 300e3 * 40e-9), baseline / 20, 0.02 * 300e3);
                var spectrum = Centre.SpectrumAt(new Vector3d(0, 0, biasTesla));
                var expected = 1 - (spectrum.RateAt(line) + Background) / (spectrum.RateAt(line - 19e6) + Background);
                Assert.Equal(expected, depths[40], 0.006);
            }
        });

    [Fact]
    public Task TheFieldOfTheCurrentShiftsTheLinesByItsPartAlongTheNv() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile("test-strip", 90, 90, options: SimulatedRig.WithoutLatency), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3, currentAmperes: 3e-3);
            await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(-20e-6, 2e-6, 0), default);
            // NV along +y; a current along +x makes some -0.9 mT there: mu0 K/2 less what the distance of 105 nm takes
            var truth = rig.Truth!.ReadTruth();
            var stray = truth.ParallelFieldTesla - 1.5e-3;
            Assert.Equal(-0.5 * PhysicalConstants.VacuumPermeability * 1500 * (1 - 2 * Math.Atan(0.105) / Math.PI), stray, 0.01e-3);
            Assert.Equal(1500, truth.SheetCurrentDensity.X, 1e-3);
            var expected = 2.87e9 + truth.ParallelFieldTesla * PhysicalConstants.GyromagneticRatioHzPerTesla;
            double[] grid = [.. Enumerable.Range(-20, 41).Select(i => expected + i * 0.5e6)];
            var counts = await SweepAsync(rig, grid, 0.1, 200);
            var depths = counts.Select(count => counts.Max() - count).ToArray();
            Assert.InRange(depths.Zip(grid).Sum(pair => pair.First * pair.Second) / depths.Sum() - expected, -0.2e6, 0.2e6);
        });

    [Fact]
    public Task WithoutEmissionOrMicrowavesThereIsNoLightOrNoDip() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(options: SimulatedRig.WithoutLatency), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3);
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
            var second = TimeSpan.FromSeconds(1);
            await microwave.SetFrequencyAsync(new Frequency(2827.96e6), default);
            var dip = await counter.CountAsync(second, default);
            await microwave.MakeSafeAsync(default);
            var bright = await counter.CountAsync(second, default);
            Assert.InRange(dip / (double)bright, 0.84, 0.88);
            await rig.Require<ILaser>(InstrumentRoles.Laser).MakeSafeAsync(default);
            Assert.InRange(await counter.CountAsync(second, default), 200u, 400u);
        });

    [Fact]
    public Task TheSameKeyGivesTheSameCountsWhateverWasMeasuredBefore() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(options: SimulatedRig.WithoutLatency), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3, 100e-6);
            var uninterrupted = new List<double[]>();
            for (var pixel = 0; pixel < 4; pixel++) uninterrupted.Add(await PixelAsync(rig, pixel));
            Assert.Equal(uninterrupted[2], await PixelAsync(rig, 2));
            Assert.NotEqual(uninterrupted[2], uninterrupted[1]);
        });

    [Fact]
    public async Task AnotherSeedGivesOtherCounts()
    {
        double[] first = [], second = [];
        await SimulatedRig.RunAsync(SimulatedRig.Profile(seed: 1, options: SimulatedRig.WithoutLatency), async (rig, _) => first = await PixelAsync(rig, 0));
        await SimulatedRig.RunAsync(SimulatedRig.Profile(seed: 2, options: SimulatedRig.WithoutLatency), async (rig, _) => second = await PixelAsync(rig, 0));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public Task ABinThatStartsBeforeTheSourceHasSettledCountsPartlyAtTheOldFrequency() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3);
            await rig.Require<IProbe>(InstrumentRoles.Probe).RetractAsync(default);
            // far off resonance, then on it; 0.4 ms of dwell against 0.2 ms of settling
            async Task<double> Dip(double settlingSeconds)
            {
                var counts = await SweepAsync(rig, [2.7e9, 2.7001e9, 2827.96e6], 0.4e-3, 2000, settlingSeconds);
                return 1 - counts[2] / counts[1];
            }
            Assert.Equal(0.5, await Dip(0) / await Dip(0.2e-3), 0.04);
        });

    [Theory]
    [InlineData("test-strips", "there is no simulated sample")]
    [InlineData("test-strip", "colour: not a setting")]
    public async Task AWorldThatCannotBeMadeSaysWhatIsAllowed(string sample, string message)
    {
        var profile = SimulatedRig.Profile(sample, settings: new() { ["colour"] = "red", ["temperature"] = "300 lx" });
        var error = await Assert.ThrowsAsync<RigConnectionException>(() => SimulatedRig.RunAsync(profile, (_, _) => Task.CompletedTask));
        Assert.Contains(message, error.Message);
        if (sample == "test-strip") Assert.Contains("'lx' is not a unit of temperature", error.Message);
    }

    [Fact]
    public Task TheTemperatureOfTheWorldShiftsTheZeroFieldSplitting() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(settings: new() { ["temperature"] = "308 K" }), (rig, _) =>
        {
            Assert.Equal(2.87e9 - 742e3, rig.Truth!.ReadTruth().ZeroFieldSplittingHz, 1);
            return Task.CompletedTask;
        });

    private static async Task<double[]> PixelAsync(Rig rig, int pixel)
    {
        foreach (var sink in rig.Instruments.Values.OfType<IMeasurementKeySink>()) sink.BeginMeasurement(new MeasurementKey(0, pixel, 0));
        var read = await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(pixel * 0.1e-6, 1e-6, 0), default);
        var topography = await rig.Require<IProbe>(InstrumentRoles.Probe).ReadTopographyAsync(default);
        var counts = await SweepAsync(rig, [2.82e9, 2.8279e9, 2.835e9], 1e-3, 1);
        return [read.X, read.Y, read.Z, topography, .. counts];
    }

    /// <summary>Counts per grid point, summed over the sweeps.</summary>
    private static async Task<double[]> SweepAsync(Rig rig, double[] frequenciesHz, double dwellSeconds, int sweeps, double? settlingSeconds = null)
    {
        var sweeper = rig.Require<IFrequencySweeper>(InstrumentRoles.Microwave);
        var counter = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
        await sweeper.LoadListAsync(frequenciesHz, default);
        await sweeper.ArmAsync(default);
        var settling = settlingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : sweeper.StepSettling;
        await counter.ArmAsync(frequenciesHz.Length, TimeSpan.FromSeconds(dwellSeconds), settling, default);
        var counts = new uint[frequenciesHz.Length];
        var sum = new double[frequenciesHz.Length];
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            await counter.ReadBinsAsync(counts, default);
            for (var i = 0; i < sum.Length; i++) sum[i] += counts[i];
        }
        return sum;
    }
}
