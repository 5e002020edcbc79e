using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;

namespace NvScanner.Simulation.Tests.Drivers;

public class TimingTests
{
    [Fact]
    public Task SweepsTakeTriggersSettlingAndDwellOfVirtualTime() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(), async (rig, clock) =>
        {
            var counter = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
            await counter.ArmAsync(100, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(0.2), default);
            var before = clock.GetUtcNow();
            await counter.ReadBinsAsync(new uint[100], default);
            Assert.Equal(520.1, (clock.GetUtcNow() - before).TotalMilliseconds, 3); // 0.1 ms of latency
        });

    [Fact]
    public Task AMoveTakesItsWayAtTheStagesSpeedAndSettling() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(), async (rig, clock) =>
        {
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            await stage.MoveToAsync(default, default);
            var before = clock.GetUtcNow();
            await stage.MoveToAsync(new Vector3(3e-6, 4e-6, 0), default);
            Assert.Equal(50 + 2.2, (clock.GetUtcNow() - before).TotalMilliseconds, 3);
        });

    [Fact]
    public Task WithoutLatencyTheHardwareTimedPixelLoopAllocatesNothing() => AssertAllocates(0, async (rig, pixels) =>
    {
        var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
        var probe = rig.Require<IProbe>(InstrumentRoles.Probe);
        var counter = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
        var counts = new uint[121];
        await counter.ArmAsync(counts.Length, TimeSpan.FromMilliseconds(1), default, default);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var pixel = 0; pixel < pixels; pixel++)
        {
            await stage.MoveToAsync(new Vector3(pixel * 10e-9, 1e-6, 0), default);
            await probe.ReadTopographyAsync(default);
            await counter.ReadBinsAsync(counts, default);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    /// <summary>The runtime posts the continuation of a gate, which carries a value, through a delegate of 64 bytes.</summary>
    [Fact]
    public Task WithoutLatencyASoftwareGateAllocatesAtMostOneDelegate() => AssertAllocates(64, async (rig, gates) =>
    {
        var microwave = rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
        var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var gate = 0; gate < gates; gate++)
        {
            await microwave.SetFrequencyAsync(new Frequency(2.81e9 + gate * 1e5), default);
            await counter.CountAsync(TimeSpan.FromMilliseconds(1), default);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    private static Task AssertAllocates(int bytesEach, Func<Rig, int, Task<long>> measure) =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(options: SimulatedRig.WithoutLatency), async (rig, _) =>
        {
            const int repetitions = 500;
            await SimulatedRig.PrepareAsync(rig, 1.5e-3, 100e-6);
            await measure(rig, repetitions);
            Assert.InRange(await measure(rig, repetitions), 0, bytesEach * repetitions + 1000);
        });

    [Fact]
    public Task AnApproachUnderWayDoesNotUndoMakingSafe() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(), async (rig, _) =>
        {
            var probe = rig.Require<IProbe>(InstrumentRoles.Probe);
            var approach = probe.ApproachAsync(default).AsTask();
            await probe.MakeSafeAsync(default);
            var error = await Assert.ThrowsAsync<InstrumentException>(() => approach);
            Assert.Contains("made safe", error.Message);
            Assert.True(double.IsNaN(await probe.ReadTopographyAsync(default)));
        });

    [Fact]
    public Task AnOpenInterlockForbidsEmission() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(options: role => role == InstrumentRoles.Laser ? new() { ["interlock"] = "open" } : []), async (rig, _) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await laser.SetEmissionAsync(true, default));
            Assert.Contains("interlock is open", error.Message);
            Assert.False((await laser.ReadStatusAsync(default)).InterlockClosed);
        });

    [Fact]
    public Task ProfileLimitsNarrowTheDrivers() =>
        SimulatedRig.RunAsync(WithLimits(), async (rig, _) =>
        {
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(6e-6, 0, 0), default));
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetPowerAsync(new RfPower(1), default));
        });

    [Fact]
    public Task DisposingTheRigLeavesTheEmittersOffAndTheTipClear() =>
        SimulatedRig.RunAsync(SimulatedRig.Profile(), async (rig, _) =>
        {
            await SimulatedRig.PrepareAsync(rig, 1.5e-3, 100e-6);
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            await stage.MoveToAsync(new Vector3(0, 2e-6, 0), default);
            var contact = rig.Truth!.ReadTruth();
            await rig.DisposeAsync();
            var disposed = rig.Truth!.ReadTruth();
            Assert.True(contact.SheetCurrentDensity.X > 0);
            Assert.Equal(0, disposed.SheetCurrentDensity.X);
            Assert.Equal(1.5e-3, disposed.FieldTesla.Length, 1e-9); // the bias is held
        });

    private static RigProfile WithLimits()
    {
        var profile = SimulatedRig.Profile();
        return profile with
        {
            Instruments = [.. profile.Instruments.Select(spec => spec.Role switch
            {
                InstrumentRoles.Stage => spec with { Limits = new Dictionary<string, (string, string)> { ["x"] = ("0 um", "5 um") } },
                InstrumentRoles.Microwave => spec with { Limits = new Dictionary<string, (string, string)> { ["power"] = ("-50 dBm", "0 dBm") } },
                _ => spec,
            })],
        };
    }
}
