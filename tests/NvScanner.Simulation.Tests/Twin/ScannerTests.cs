using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;

namespace NvScanner.Simulation.Tests.Twin;

public class ScannerTests
{
    private static readonly Vector3 AtTheEdge = new(-10e-6, 3.0e-6, 0);

    [Fact]
    public Task DriftMovesTheTipOverTheSampleAndTheReadBackDoesNotSeeIt() =>
        WorldFixture.RunAsync(new() { ["drift-way"] = "200 nm", ["drift-decay"] = "10 min" }, async (rig, clock) =>
        {
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            await stage.MoveToAsync(AtTheEdge, default);
            var before = rig.Truth!.ReadTruth().FieldTesla;
            await clock.PassAsync(3600);
            var read = await stage.ReadPositionAsync(default);
            Assert.InRange(double.Hypot(read.X - AtTheEdge.X, read.Y - AtTheEdge.Y), 0, 3e-9);
            Assert.InRange((rig.Truth!.ReadTruth().FieldTesla - before).Length, 1e-6, 40e-6);
        }, currentAmperes: 100e-6);

    [Fact]
    public async Task DriftIsTheSameHoweverOftenItIsLookedAt()
    {
        Vector3 often = default, once = default;
        var settings = new Dictionary<string, string> { ["imperfections"] = "harsh", ["bias-ripple"] = "0 T" };
        await WorldFixture.RunAsync(settings, async (rig, clock) =>
        {
            for (var second = 0; second < 1000; second++)
            {
                await clock.PassAsync(1);
                rig.Truth!.ReadTruth();
            }
            often = rig.Truth!.ReadTruth().FieldTesla;
        }, currentAmperes: 100e-6);
        await WorldFixture.RunAsync(settings, async (rig, clock) =>
        {
            await clock.PassAsync(1000);
            once = rig.Truth!.ReadTruth().FieldTesla;
        }, currentAmperes: 100e-6);
        Assert.Equal(once, often);
    }

    [Fact]
    public Task AnOpenLoopStageReadsBackItsSetPointAndIsSomewhereElse() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            await stage.MoveToAsync(new Vector3(-10e-6, -30e-6, 0), default);
            await stage.MoveToAsync(AtTheEdge, default);
            var fromBelow = rig.Truth!.ReadTruth().FieldTesla;
            await stage.MoveToAsync(new Vector3(-10e-6, 30e-6, 0), default);
            var read = await stage.MoveToAsync(AtTheEdge, default);
            Assert.Equal(AtTheEdge.Y, read.Y, 1.5e-9);
            Assert.InRange((rig.Truth!.ReadTruth().FieldTesla - fromBelow).Length, 1e-6, 80e-6);
        }, options: WorldFixture.With(InstrumentRoles.Stage, "loop", "open"), currentAmperes: 100e-6);

    [Fact]
    public Task WithoutFeedbackTheTipRunsIntoAWallAndSaysSoAndIsWorseAfterwards() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            var probe = rig.Require<IProbe>(InstrumentRoles.Probe);
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetOutputAsync(false, default);
            var second = TimeSpan.FromSeconds(1);
            await probe.RetractAsync(default);
            await stage.MoveToAsync(new Vector3(-10e-6, 5e-6, 0), default); // beside the strip of 100 nm
            await probe.ApproachAsync(default);
            await probe.SetHeightAsync(new HeightPlan(HeightMode.ConstantHeight, new Length(20e-9)), default);
            var before = await counter.CountAsync(second, default);
            await stage.MoveToAsync(new Vector3(-10e-6, 2e-6, 0), default);
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await probe.ReadTopographyAsync(default));
            Assert.Contains("pressed into the sample", error.Message);
            await probe.RetractAsync(default);
            Assert.InRange(await counter.CountAsync(second, default) / (double)before, 0.55, 0.65);
            await probe.ApproachAsync(default);
            Assert.False(double.IsNaN(await probe.ReadTopographyAsync(default)));
        }, options: WorldFixture.With(InstrumentRoles.Probe, "crash-step", "50 nm"));

    [Fact]
    public Task BeyondTheRangeOfThePiezoThereIsNoTopography() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var stage = rig.Require<IPositioner>(InstrumentRoles.Stage);
            var probe = rig.Require<IProbe>(InstrumentRoles.Probe);
            await stage.MoveToAsync(new Vector3(-10e-6, 2e-6, 0), default);
            await probe.RetractAsync(default);
            await probe.ApproachAsync(default);
            Assert.Equal(100e-9, await probe.ReadTopographyAsync(default), 2e-9);
            await stage.MoveToAsync(new Vector3(-10e-6, 5e-6, 0), default);
            var error = await Assert.ThrowsAsync<InstrumentException>(async () => await probe.ReadTopographyAsync(default));
            Assert.Contains("end of its range", error.Message);
        }, options: WorldFixture.With(InstrumentRoles.Probe, "z-range", "150 nm"));
}
