using NvScanner.Abstractions.Instruments;
using NvScanner.Simulation.Faults;
using NvScanner.Simulation.Noise;
using NvScanner.Simulation.Twin;

namespace NvScanner.Simulation.Tests.Twin;

/// <summary>The cell's charge depends on what happened when, never on who looked how often.</summary>
public class CellHistoryTests
{
    private const double Watts = 1e-3;
    private const double AmperesPerWatt = 1;

    // a circuit as in a rig, its light on from the start
    private sealed class Bench
    {
        public Bench(LaserHabits? habits = null, double microwaveAmperes = 0, params FaultSpec[] specs)
        {
            var (faults, changes) = (new FaultInjector(3, specs), new StateChanges());
            Faults = faults;
            Light = new Illumination(habits ?? new LaserHabits(0, 1, 0, 1), new MeasurementNoise(3), 3, faults, changes);
            Microwave = new MicrowaveOutput(faults, changes);
            Circuit = new CellCircuit(Cell, AmperesPerWatt, microwaveAmperes, Light, Microwave, faults);
            changes.Announced += Circuit.PrepareForChange;
            faults.FollowBy(Circuit.AdvanceTo);
            Light.SetPower(Watts, 0);
        }

        public FaultInjector Faults { get; }

        public CoulombCounter Cell { get; } = new();

        public Illumination Light { get; }

        public MicrowaveOutput Microwave { get; }

        public CellCircuit Circuit { get; }

        public double CoulombsAt(double seconds)
        {
            Circuit.ReadAt(seconds);
            return Cell.Coulombs;
        }
    }

    private static FaultSpec At(FaultKind kind, double seconds, double? severity = null, double? duration = null) => new()
    {
        Kind = kind, At = TimeSpan.FromSeconds(seconds), Severity = severity, For = duration is { } length ? TimeSpan.FromSeconds(length) : null,
    };

    [Fact]
    public void LightChargesFromItsSwitchingOnToItsSwitchingOff()
    {
        var bench = new Bench();
        bench.Light.SetEmission(true, 10);
        bench.Light.SetPower(2 * Watts, 20);
        bench.Light.SetEmission(false, 70);
        Assert.Equal(10 * Watts + 50 * 2 * Watts, bench.CoulombsAt(3600), 1e-12);
    }

    [Fact]
    public void MicrowavesChargeWhileTheyAreOn()
    {
        var bench = new Bench(microwaveAmperes: 1e-6);
        bench.Microwave.SetDrive(-10, 10);
        bench.Microwave.SetDrive(null, 60);
        Assert.Equal(50 * 1e-7, bench.CoulombsAt(3600), 1e-15);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnInterlockEndsTheChargingWhenItOpensThoughItIsNoticedLater(bool laserIsAskedFirst)
    {
        var bench = new Bench(specs: [At(FaultKinds.LaserInterlockFlicker, 60), At(FaultKinds.LaserPowerSag, 20, 0.5, 10)]);
        bench.Light.SetEmission(true, 0);
        if (laserIsAskedFirst) Assert.False(bench.Light.EmitsAt(3600));
        Assert.Equal(50 * Watts + 10 * 0.5 * Watts, bench.CoulombsAt(3600), 1e-12);
    }

    [Fact]
    public void ARestartEndsTheChargingWhenItHappensThoughItIsNoticedLater()
    {
        var kind = FaultKinds.Reset(InstrumentRoles.Laser);
        var bench = new Bench(specs: [At(kind, 60), At(kind, 120), At(FaultKinds.LaserPowerSag, 20, 0.5, 10)]);
        bench.Faults.ActBy(bench.Faults.Of(kind), at => bench.Light.SetEmission(at > 100, at)); // one that comes on at its second restart shows the order
        bench.Light.SetEmission(true, 0);
        Assert.Equal((50 + 10 * 0.5 + 80) * Watts, bench.CoulombsAt(200), 1e-12);
        Assert.Equal([20, 60, 120], bench.Faults.Ledger.Select(fault => fault.DueSeconds));
    }

    [Theory]
    [InlineData("cell-short", -0.19)] // 0.1 V at its clamps
    [InlineData("potentiostat-over-current", 0.05 + 0.01)]
    [InlineData("potentiostat-over-voltage", 0.035)] // 4.1 + 0.5 V
    public void AFaultActsFromWhenItIsDueToItsEndHoweverRarelyTheCellIsRead(string kind, double amperes)
    {
        // ten seconds of rest, then the fault, which lasts for a minute
        foreach (var every in new[] { 60.0, 1, 0.7, 3600 })
        {
            var bench = new Bench(specs: At(FaultKinds.Find(kind)!, 10));
            bench.Circuit.Apply(new CellDrive.Rest(), new CellLimits(new(new(3), new(4.1)), new(new(-0.01), new(0.01))), 0);
            for (var t = every; t < 60; t += every) bench.CoulombsAt(t);
            Assert.Equal(50 * amperes, bench.CoulombsAt(60), 1e-12);
            Assert.Equal(60 * amperes, bench.CoulombsAt(3600), 1e-12);
        }
    }

    [Fact]
    public void RandomFaultsAndDriftingLightLeaveTheSameChargeWhoeverLooks()
    {
        double Coulombs(double every)
        {
            var random = new FaultSpec { Kind = FaultKinds.LaserPowerSag, Every = TimeSpan.FromSeconds(200), For = TimeSpan.FromSeconds(20) };
            var bench = new Bench(new LaserHabits(0.05, 300, 0.02, 600), specs: random);
            bench.Light.SetEmission(true, 0.5);
            for (var t = every; t < 3600; t += every) bench.Light.WattsAt(t);
            return bench.CoulombsAt(3600);
        }
        var once = Coulombs(4000);
        Assert.InRange(once, 0.5 * 3600 * Watts, 1.1 * 3600 * Watts);
        Assert.Equal(once, Coulombs(0.37), 1e-12);
    }
}
