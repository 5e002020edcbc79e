using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Simulation.Tests.Twin;

public class LightTests
{
    [Fact]
    public Task TheLaserWarmsUpAfterItIsSwitchedOn() =>
        WorldFixture.RunAsync(new() { ["laser-warm-up"] = "0.05", ["laser-warm-up-time"] = "5 min" }, async (rig, clock) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            async Task<double> Excess() => (await laser.ReadStatusAsync(default)).Power.Watts / 150e-6 - 1;
            Assert.Equal(0.05, await Excess(), 1e-3);
            await clock.PassAsync(300);
            Assert.Equal(0.05 / Math.E, await Excess(), 1e-3);
            await clock.PassAsync(3000);
            Assert.Equal(0, await Excess(), 1e-3);
        }, options: WorldFixture.With(InstrumentRoles.Laser, "meter-noise", "0"));

    [Fact]
    public Task PowerNoiseIsCommonToASweepAndWidensCountsBeyondShotNoise() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetOutputAsync(false, default);
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            var counts = new double[400];
            for (var i = 0; i < counts.Length; i++)
            {
                foreach (var sink in rig.Instruments.Values.OfType<IMeasurementKeySink>()) sink.BeginMeasurement(new MeasurementKey(0, i, 0));
                counts[i] = await counter.CountAsync(TimeSpan.FromSeconds(1), default);
            }
            var mean = counts.Average();
            var spread = Math.Sqrt(counts.Average(c => (c - mean) * (c - mean))) / mean;
            // one percent of laser noise; shot noise of 300 000 counts is 0.18 %
            Assert.InRange(spread, 0.0092, 0.0112);
        }, options: WorldFixture.With(InstrumentRoles.Laser, "power-noise", "0.01"));

    [Fact]
    public Task AnInterlockThatOpensDuringTheRunEndsTheEmissionForGood() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            await clock.PassAsync(9);
            Assert.True((await laser.ReadStatusAsync(default)).Emission);
            await clock.PassAsync(2);
            Assert.InRange(await counter.CountAsync(TimeSpan.FromSeconds(1), default), 200u, 400u);
            var open = await laser.ReadStatusAsync(default);
            Assert.False(open.Emission || open.InterlockClosed);
            await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, default));
            await clock.PassAsync(60);
            var closed = await laser.ReadStatusAsync(default);
            Assert.True(closed.InterlockClosed && !closed.Emission);
            await laser.SetEmissionAsync(true, default);
            Assert.True((await laser.ReadStatusAsync(default)).Emission);
        }, faults: new FaultSpec { Kind = FaultKinds.LaserInterlockOpen, At = TimeSpan.FromSeconds(10), For = TimeSpan.FromSeconds(30) });

    [Fact]
    public Task AFlickerWhileThereIsNoLightDoesNotForbidIt() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            await laser.SetEmissionAsync(false, default);
            await clock.PassAsync(60);
            await laser.SetEmissionAsync(true, default);
            Assert.True((await laser.ReadStatusAsync(default)).Emission);
        }, faults: new FaultSpec { Kind = FaultKinds.LaserInterlockFlicker, At = TimeSpan.FromSeconds(10) });

    [Fact]
    public Task LightAndMicrowavesWarmTheTipAndShiftTheZeroFieldSplitting() =>
        WorldFixture.RunAsync(new() { ["laser-heating-at-1mW"] = "2 K", ["sample-heating-at-1mW"] = "1 K", ["microwave-heating-at-0dBm"] = "0.5 K" }, async (rig, _) =>
        {
            // 150 uW and -8 dBm: 0.30 + 0.15 K by light while the tip is down, 0.079 K by microwaves
            var rise = 0.45 + 0.5 * Math.Pow(10, -0.8);
            var truth = rig.Truth!.ReadTruth();
            Assert.Equal(298 + rise, truth.TemperatureKelvin, 1e-6);
            Assert.Equal(2.87e9 - 74.2e3 * rise, truth.ZeroFieldSplittingHz, 10);
            await rig.Require<IProbe>(InstrumentRoles.Probe).RetractAsync(default);
            Assert.Equal(298 + rise - 0.15, rig.Truth!.ReadTruth().TemperatureKelvin, 1e-6);
        });

    [Fact]
    public Task ACoarseSourceEmitsItsNearestFrequency() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
            async Task<double> CountAt(double hertz)
            {
                await microwave.SetFrequencyAsync(new Frequency(hertz), default);
                return await counter.CountAsync(TimeSpan.FromSeconds(10), default);
            }
            // 2827.96 MHz is rounded to 2830 MHz, half a linewidth away
            Assert.InRange(await CountAt(2827.96e6) / await CountAt(2830e6), 0.997, 1.003);
        }, options: WorldFixture.With(InstrumentRoles.Microwave, "resolution", "10 MHz"));

    [Fact]
    public Task TheBiasDriftsAndRipplesByTheStatedAmount() =>
        WorldFixture.RunAsync(new() { ["bias-drift"] = "1e-3", ["bias-ripple"] = "2 uT" }, async (rig, clock) =>
        {
            var (slow, fast) = (new List<double>(), new List<double>());
            for (var i = 0; i < 300; i++)
            {
                await clock.PassAsync(1200);
                var first = rig.Truth!.ReadTruth().FieldTesla.Length;
                await clock.PassAsync(0.01);
                slow.Add(first);
                fast.Add(rig.Truth!.ReadTruth().FieldTesla.Length - first);
            }
            Assert.InRange(Spread(fast), 0.85 * Math.Sqrt(2) * 2e-6, 1.15 * Math.Sqrt(2) * 2e-6);
            Assert.InRange(Spread(slow), 0.8 * 2.5e-6, 1.2 * 2.5e-6); // 1.5 uT of drift and 2 uT of ripple
        });

    private static double Spread(List<double> values) => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2)));
}
