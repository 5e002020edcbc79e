using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Simulation.Tests.Twin;

namespace NvScanner.Simulation.Tests.Drivers;

/// <summary>What faults do to single commands; whole runs are in the end-to-end tests.</summary>
public class DeviceFaultTests
{
    private static FaultSpec At(double seconds, FaultKind kind, double? forSeconds = null) =>
        new() { Kind = kind, At = TimeSpan.FromSeconds(seconds), For = forSeconds is { } duration ? TimeSpan.FromSeconds(duration) : null };

    [Theory]
    [InlineData(InstrumentRoles.Camera)]
    [InlineData(InstrumentRoles.Temperature)]
    public Task AHangIsAWaitWithoutDeadline(string role) =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            await clock.PassAsync(10);
            using var deadline = new CancellationTokenSource(TimeSpan.FromHours(9), clock);
            var before = clock.GetUtcNow();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CallAsync(rig, role, deadline.Token));
            Assert.Equal(9, (clock.GetUtcNow() - before).TotalHours, 1e-6);
            Assert.Equal(role + "-hang", Assert.Single(rig.Faults!.Injected).Kind.Name);
        }, faults: At(5, FaultKinds.Hang(role)));

    [Fact]
    public Task AHangWithAnEndAnswersThen() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            await clock.PassAsync(6);
            var before = clock.GetUtcNow();
            await CallAsync(rig, InstrumentRoles.Camera, default);
            Assert.Equal(14, (clock.GetUtcNow() - before).TotalSeconds, 0.1); // it lasts from 5 to 20 s
        }, faults: At(5, FaultKinds.Hang(InstrumentRoles.Camera), 15));

    [Fact]
    public Task ALateReplyIsLateOnce() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            await clock.PassAsync(6);
            var before = clock.GetUtcNow();
            await CallAsync(rig, InstrumentRoles.Camera, default);
            Assert.Equal(30, (clock.GetUtcNow() - before).TotalSeconds, 0.1);
            await CallAsync(rig, InstrumentRoles.Camera, default);
            Assert.Equal(30, (clock.GetUtcNow() - before).TotalSeconds, 0.1);
        }, faults: At(5, FaultKinds.Slow(InstrumentRoles.Camera)));

    [Fact]
    public Task NonsenseIsAReplyErrorWithWhatWasSentAndGot() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            await clock.PassAsync(6);
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(() => CallAsync(rig, InstrumentRoles.Camera, default));
            Assert.Equal("CaptureAsync", error.Sent);
            Assert.Contains(@"\x00", error.Got);
            await CallAsync(rig, InstrumentRoles.Camera, default);
        }, faults: At(5, FaultKinds.Garbage(InstrumentRoles.Camera)));

    [Fact]
    public Task ALostInstrumentStaysAsItIsUntilItIsConnectedAnew() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            await clock.PassAsync(6);
            for (var i = 0; i < 2; i++)
                await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ReadStatusAsync(default));
            await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.MakeSafeAsync(default));
            await laser.DisposeAsync();
            Assert.Contains(InstrumentRoles.Laser, rig.Faults!.Energized);
            await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await laser.ConnectAsync(default)); // the cable is still out
            await clock.PassAsync(60);
            await laser.ConnectAsync(default);
            Assert.True((await laser.ReadStatusAsync(default)).Emission);
            await laser.MakeSafeAsync(default);
            Assert.DoesNotContain(InstrumentRoles.Laser, rig.Faults.Energized);
        }, faults: At(5, FaultKinds.Disconnect(InstrumentRoles.Laser), 30));

    [Fact]
    public Task ADeviceThatRestartsForgetsItsSettingsWithoutBeingAsked() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            Assert.Equal(1.5e-3, rig.Truth!.ReadTruth().FieldTesla.Length, 1e-9);
            await clock.PassAsync(6);
            Assert.Equal(0, rig.Truth!.ReadTruth().FieldTesla.Length, 1e-9);
        }, faults: At(5, FaultKinds.Reset(InstrumentRoles.BiasField)));

    [Fact]
    public Task EmittersAreOffFromTheMomentOfARestartAndNobodyVouchesOnce() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var source = (IVouches)rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
            await source.VouchAsync(default);
            await clock.PassAsync(6);
            Assert.DoesNotContain(InstrumentRoles.Microwave, rig.Faults!.Energized); // nobody has asked it anything
            Assert.Equal(5, Assert.Single(rig.Faults.Injected).StruckSeconds);
            var told = await Assert.ThrowsAsync<InstrumentStateException>(async () => await source.VouchAsync(default));
            Assert.True(told.CanBeSetAnew);
            await source.VouchAsync(default);
        }, faults: At(5, FaultKinds.Reset(InstrumentRoles.Microwave)));

    [Fact]
    public Task AnotherInstrumentNeverVouchesForTheOneThatWasConnected() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var laser = rig.Require<ILaser>(InstrumentRoles.Laser);
            await clock.PassAsync(6);
            for (var i = 0; i < 2; i++)
                Assert.False((await Assert.ThrowsAsync<InstrumentStateException>(async () => await ((IVouches)laser).VouchAsync(default))).CanBeSetAnew);
            Assert.NotEqual(rig.Identities[InstrumentRoles.Laser].Serial, (await laser.ConnectAsync(default)).Serial);
            await ((IVouches)laser).VouchAsync(default); // now it is the one that is known
        }, faults: At(5, FaultKinds.Replaced(InstrumentRoles.Laser)));

    [Fact]
    public Task ACutReplyAndTheOneThatItsRestComesWithAreErrorsAndTheNextIsWhole() =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var bias = rig.Require<IBiasField>(InstrumentRoles.BiasField);
            await clock.PassAsync(6);
            var (first, second) = (await Assert.ThrowsAsync<InstrumentReplyException>(ReadAsync), await Assert.ThrowsAsync<InstrumentReplyException>(ReadAsync));
            Assert.NotEqual(first.Got, second.Got);
            await ReadAsync();
            async Task ReadAsync() => await bias.ReadFieldAsync(default);
        }, faults: At(5, FaultKinds.Partial(InstrumentRoles.BiasField)));

    [Theory]
    [InlineData("microwave-unlock", "locked")]
    [InlineData("microwave-power-sag", "levelled")]
    public Task ASourceTellsOnceThatItWasNotLockedOrLevelledForAWhile(string kind, string word) =>
        WorldFixture.RunAsync([], async (rig, clock) =>
        {
            var source = (IVouches)rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave);
            await clock.PassAsync(6.5); // from 5 to 6 s
            Assert.Contains(word, (await Assert.ThrowsAsync<InstrumentStateException>(async () => await source.VouchAsync(default))).Message);
            await source.VouchAsync(default);
        }, faults: At(5, FaultKinds.Find(kind)!, 1));

    [Fact]
    public Task AMissingSensorIsNoNumberAndOneBinBeyondCountingIsAllBitsSet() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            rig.Faults!.Inject(At(0, FaultKinds.TemperatureSensorAbsent));
            Assert.True(double.IsNaN((await rig.Require<ITemperatureSensor>(InstrumentRoles.Temperature).ReadTemperatureAsync(default)).Kelvin));
            var counter = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
            var counts = new uint[10];
            await counter.ArmAsync(10, TimeSpan.FromMilliseconds(1), default, default);
            rig.Faults!.Inject(At(0, FaultKinds.CounterOverRange));
            await counter.ReadBinsAsync(counts, default);
            Assert.Single(counts, uint.MaxValue);
            await counter.ReadBinsAsync(counts, default);
            Assert.DoesNotContain(uint.MaxValue, counts);
        });

    [Fact]
    public async Task ReadingTheBiasFieldDoesNotChangeWhatIsCounted()
    {
        var (unread, read) = (await CountAsync(0), await CountAsync(7));
        Assert.Equal(unread, read);

        static async Task<uint[]> CountAsync(int readings)
        {
            var counts = new uint[40];
            await WorldFixture.RunAsync(new() { ["imperfections"] = "harsh" }, async (rig, _) =>
            {
                foreach (var sink in rig.Instruments.Values.OfType<IMeasurementKeySink>()) sink.BeginMeasurement(default);
                for (var i = 0; i < readings; i++) await rig.Require<IBiasField>(InstrumentRoles.BiasField).ReadFieldAsync(default);
                foreach (var voucher in rig.Instruments.Values.OfType<IVouches>()) await voucher.VouchAsync(default);
                var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
                for (var i = 0; i < counts.Length; i++) counts[i] = await counter.CountAsync(TimeSpan.FromMilliseconds(1), default);
            });
            return counts;
        }
    }

    [Fact]
    public Task AFaultOnCommandActsLikeOneOfTheProfile() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            await counter.CountAsync(TimeSpan.FromMilliseconds(1), default);
            rig.Faults!.Inject(At(0, FaultKinds.CounterOverflow));
            await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.CountAsync(TimeSpan.FromMilliseconds(1), default));
            await counter.CountAsync(TimeSpan.FromMilliseconds(1), default);
        });

    [Fact]
    public Task AMissedTriggerPutsTheRestOfOneSweepBehindAndAnExtraOneAhead() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var sweeper = rig.Require<IFrequencySweeper>(InstrumentRoles.Microwave);
            var counter = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
            // dark, dark, ..., then the dip at the last place only
            double[] list = [.. Enumerable.Repeat(2.7e9, 9), 2827.96e6];
            var counts = new uint[10];
            await sweeper.LoadListAsync(list, default);
            await counter.ArmAsync(10, TimeSpan.FromSeconds(1), default, default);
            async Task<int> PlaceOfDipAsync()
            {
                await sweeper.ArmAsync(default);
                await counter.ReadBinsAsync(counts, default);
                return counts.Min() < 0.93 * counts.Max() ? Array.IndexOf(counts, counts.Min()) : -1;
            }
            var source = (IVouches)sweeper;
            Assert.Equal(9, await PlaceOfDipAsync());
            await source.VouchAsync(default);
            rig.Faults!.Inject(At(0, FaultKinds.CounterMissedTrigger));
            Assert.NotEqual(9, await PlaceOfDipAsync());
            Assert.Equal(9, await PlaceOfDipAsync());
            await Assert.ThrowsAsync<InstrumentStateException>(async () => await source.VouchAsync(default)); // though a whole sweep came after it
            await source.VouchAsync(default);
            rig.Faults!.Inject(At(0, FaultKinds.CounterExtraTrigger));
            Assert.NotEqual(9, await PlaceOfDipAsync());
            await Assert.ThrowsAsync<InstrumentStateException>(async () => await source.VouchAsync(default));
        });

    [Fact]
    public Task AFrameShowsTheSampleAndTheSpotWithTheSameNoiseForTheSameKey() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var camera = rig.Require<ISampleCamera>(InstrumentRoles.Camera);
            await rig.Require<IPositioner>(InstrumentRoles.Stage).MoveToAsync(new Vector3(1e-6, 1e-6, 0), default);
            var (first, second, again) = (new ushort[64 * 64], new ushort[64 * 64], new ushort[64 * 64]);
            await camera.CaptureAsync(first, default);
            await camera.CaptureAsync(second, default);
            foreach (var sink in rig.Instruments.Values.OfType<IMeasurementKeySink>()) sink.BeginMeasurement(default);
            await camera.CaptureAsync(again, default);
            Assert.Equal(first, again);
            Assert.NotEqual(first, second);
            Assert.InRange(first.Max(), 1, 255);
            // 64 pixels of 100 nm about (2, 2) um: the spot at (1, 1) um is between columns and rows 21 and 22
            var bright = Enumerable.Range(0, first.Length).Where(i => first[i] > 0.9 * first.Max()).ToArray();
            Assert.Equal(21.5, bright.Average(i => i % 64), 1.0);
            Assert.Equal(21.5, bright.Average(i => i / 64), 1.0);
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await camera.SetExposureAsync(TimeSpan.FromHours(1), default));
        }, options: WorldFixture.With(InstrumentRoles.Camera, "lamp", "0.5 Mcps"));

    private static Task CallAsync(Rig rig, string role, CancellationToken token) => role == InstrumentRoles.Camera
        ? rig.Require<ISampleCamera>(role).CaptureAsync(new ushort[64 * 64], token).AsTask()
        : rig.Require<ITemperatureSensor>(role).ReadTemperatureAsync(token).AsTask();
}
