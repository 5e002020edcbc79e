using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Tests.Twin;

public class CellCircuitTests
{
    private static readonly Dictionary<string, string> Quiet = new() { ["voltage-noise"] = "0 V", ["current-noise"] = "0 A" };

    private static Func<string, Dictionary<string, string>> Potentiostat(params (string Option, string Value)[] more) => role =>
    {
        var options = Tests.Drivers.SimulatedRig.WithoutLatency(role);
        if (role != InstrumentRoles.Potentiostat) return options;
        foreach (var (option, value) in Quiet.Select(q => (q.Key, q.Value)).Concat(more)) options[option] = value;
        return options;
    };

    [Fact]
    public Task ReadingsComeInTheStepsOfTheConverter() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(1.2345e-3)), default);
            var sample = await potentiostat.ReadAsync(default);
            // ±10 V and ±100 mA in 4096 steps; 3.9 V behind 20 ohm
            Assert.Equal(Math.Round((3.9 + 0.02469) / (20.0 / 4096)) * (20.0 / 4096), sample.PotentialVolts, 1e-12);
            Assert.Equal(Math.Round(1.2345e-3 / (0.2 / 4096)) * (0.2 / 4096), sample.CurrentAmperes, 1e-15);
        }, options: Potentiostat(("converter-bits", "12")));

    [Fact]
    public Task AReadingIsAsOldAsTheLastConversion() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            await clock.PassAsync(10.1);
            Assert.Equal(3.9, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(5e-3)), default);
            Assert.Equal(3.9, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
            await clock.PassAsync(1);
            Assert.Equal(4.0, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
        }, options: Potentiostat(("sampling", "1 s")));

    [Fact]
    public Task AConversionShowsTheCellAsItWasThenWhateverHappenedSince() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            await clock.PassAsync(10.3);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(5e-3)), default);
            await clock.PassAsync(0.9);
            await potentiostat.ApplyAsync(new CellDrive.Rest(), default);
            await clock.PassAsync(0.3);
            Assert.Equal(4.0, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5); // at 11.5 s the conversion of 11 s
            await clock.PassAsync(0.6);
            Assert.Equal(3.9, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(0)), default);
            await rig.Require<IAcModulator>(InstrumentRoles.Potentiostat).SetModulationAsync(new Current(5e-3), new Frequency(0.25), default);
            await clock.PassAsync(1.5);
            var atThirteen = 3.9 + 0.1 * Math.Cos(0.5 * Math.PI * 0.9); // 0.9 s after 12.1 s
            Assert.Equal(atThirteen, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
        }, options: Potentiostat(("sampling", "1 s")));

    [Fact]
    public Task AModulationAddsACosineToTheCurrent() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            var modulator = rig.Require<IAcModulator>(InstrumentRoles.Potentiostat);
            await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(1e-3)), default);
            await modulator.SetModulationAsync(new Current(0.4e-3), new Frequency(2), default);
            foreach (var (wait, expected) in new[] { (0.0, 1.4e-3), (0.125, 1.0e-3), (0.125, 0.6e-3), (0.25, 1.4e-3) })
            {
                await clock.PassAsync(wait);
                Assert.Equal(expected, (await potentiostat.ReadAsync(default)).CurrentAmperes, 2e-8);
            }
            await modulator.SetModulationAsync(new Current(0), new Frequency(0), default);
            Assert.Equal(1e-3, (await potentiostat.ReadAsync(default)).CurrentAmperes, 2e-8);
        }, options: Potentiostat());

    [Fact]
    public Task LightDrivesACurrentThatTheCellFeelsAndAHeldVoltageCarriesAway() =>
        WorldFixture.RunAsync(new() { ["photocurrent-at-1mW"] = "1 mA" }, async (rig, _) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            var atRest = await potentiostat.ReadAsync(default);
            Assert.Equal(3.9 + 20 * 0.15e-3, atRest.PotentialVolts, 1e-5); // 150 uW: the open circuit is charged
            Assert.Equal(0, atRest.CurrentAmperes, 1e-9);
            await potentiostat.ApplyAsync(new CellDrive.ConstantVoltage(new Voltage(3.9)), default);
            Assert.Equal(-0.15e-3, (await potentiostat.ReadAsync(default)).CurrentAmperes, 1e-7);
        }, options: Potentiostat());

    [Theory]
    [InlineData("off")]
    [InlineData("safe")]
    [InlineData("interlock")]
    public Task TheCellIsNoLongerChargedWhenTheLightIsGoneThoughNobodyLooks(string end) =>
        WorldFixture.RunAsync(new() { ["photocurrent-at-1mW"] = "1 mA" }, async (rig, clock) =>
        {
            var potentiostat = rig.Require<IPotentiostat>(InstrumentRoles.Potentiostat);
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            Assert.Equal(3.903, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
            await clock.PassAsync(60);
            if (end == "off") await laser.SetEmissionAsync(false, default);
            if (end == "safe") await laser.MakeSafeAsync(default);
            await clock.PassAsync(60);
            Assert.Equal(3.9, (await potentiostat.ReadAsync(default)).PotentialVolts, 1e-5);
        }, options: Potentiostat(),
        faults: end == "interlock" ? [new FaultSpec { Kind = FaultKinds.LaserInterlockFlicker, At = TimeSpan.FromSeconds(60) }] : []);

    [Fact]
    public Task TheThermometerFollowsTheSampleWithItsLag() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var thermometer = rig.Require<ITemperatureSensor>(InstrumentRoles.Temperature);
            Assert.Equal(298, (await thermometer.ReadTemperatureAsync(default)).Kelvin, 1e-9);
            await clock.PassAsync(100);
            await thermometer.ReadTemperatureAsync(default);
            await clock.PassAsync(400); // 60 K, long after their ten seconds
            Assert.Equal(298 + 60 * (1 - Math.Exp(-400 / 200.0)), (await thermometer.ReadTemperatureAsync(default)).Kelvin, 0.5);
        }, options: role => role == InstrumentRoles.Temperature ? new() { ["lag"] = "200 s", ["noise"] = "0" } : [],
        faults: new FaultSpec { Kind = FaultKinds.SampleOverTemperature, At = TimeSpan.FromSeconds(120) });
}
