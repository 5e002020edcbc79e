using NvScanner.Abstractions.Instruments;

namespace NvScanner.Simulation.Tests.Twin;

public class CounterTests
{
    [Fact]
    public Task TooMuchLightIsAnErrorAndNeverANumber() =>
        WorldFixture.RunAsync(new() { ["dark-rate"] = "30 Mcps" }, async (rig, _) =>
        {
            var counter = rig.Require<IPhotonCounter>(InstrumentRoles.Counter);
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await counter.CountAsync(TimeSpan.FromMilliseconds(1), default));
            Assert.Contains("overload", error.Got);
            var bins = rig.Require<ITriggeredCounter>(InstrumentRoles.Counter);
            await bins.ArmAsync(3, TimeSpan.FromMilliseconds(1), default, default);
            await Assert.ThrowsAsync<InstrumentReplyException>(async () => await bins.ReadBinsAsync(new uint[3], default));
        }, options: WorldFixture.With(InstrumentRoles.Counter, "overload", "12 Mcps"));

    [Fact]
    public Task AfterpulsesAddTheirShareOfFalseCounts() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetOutputAsync(false, default);
            var counts = await rig.Require<IPhotonCounter>(InstrumentRoles.Counter).CountAsync(TimeSpan.FromSeconds(20), default);
            // 300 kcps of light, 1.2 % blind; every count brings 0.05/(1 - 0.05) more
            Assert.InRange(counts / (20 * 300e3 / 1.012 / 0.95), 0.99, 1.01);
        }, options: WorldFixture.With(InstrumentRoles.Counter, "afterpulsing", "0.05"));

    [Fact]
    public Task TimeTagsComeInOrderWithTheRateAndTheDeadTimeOfTheCounter() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            await rig.Require<IMicrowaveSource>(InstrumentRoles.Microwave).SetOutputAsync(false, default);
            var tagger = rig.Require<ITimeTagger>(InstrumentRoles.Counter);
            await Assert.ThrowsAsync<InstrumentException>(async () => await tagger.ReadTagsAsync(TimeSpan.Zero, new long[1], default));
            await tagger.StartTagsAsync(default);
            var buffer = new long[100_000];
            var tags = new List<long>();
            for (var read = 0; read < 20; read++)
                tags.AddRange(buffer[..await tagger.ReadTagsAsync(TimeSpan.FromMilliseconds(50), buffer, default)]);
            var seconds = tags.Select(tag => tag * tagger.TickSeconds).ToArray();
            Assert.InRange(tags.Count, 294_000, 302_000);
            var gaps = seconds.Zip(seconds.Skip(1), (a, b) => b - a).ToArray();
            Assert.InRange(gaps.Min(), 40e-9, 45e-9);
            Assert.InRange(seconds[^1], 0.9999, 1.0);
            // beyond the dead time the gaps are exponential: a share 1/e is longer than the mean beyond it
            var mean = gaps.Average() - 40e-9;
            Assert.InRange(gaps.Count(gap => gap - 40e-9 > mean) / (double)gaps.Length, 0.364, 0.372);
        });

    [Fact]
    public Task ATagBufferThatRanOverIsRefusedUntilTheStreamIsStartedAnew() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var tagger = rig.Require<ITimeTagger>(InstrumentRoles.Counter);
            await tagger.StartTagsAsync(default);
            var buffer = new long[2000];
            Assert.InRange(await tagger.ReadTagsAsync(TimeSpan.FromMilliseconds(1), buffer, default), 200, 400);
            var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await tagger.ReadTagsAsync(TimeSpan.FromSeconds(1), buffer, default));
            Assert.Contains("overflow", error.Got);
            await Assert.ThrowsAsync<InstrumentReplyException>(async () => await tagger.ReadTagsAsync(TimeSpan.Zero, buffer, default));
            await tagger.StartTagsAsync(default);
            Assert.InRange(await tagger.ReadTagsAsync(TimeSpan.FromMilliseconds(1), buffer, default), 200, 400);
        }, options: WorldFixture.With(InstrumentRoles.Counter, "tag-buffer", "1000"));

    [Fact]
    public Task TagsThatDoNotFitAreFetchedWithTheNextRead() =>
        WorldFixture.RunAsync([], async (rig, _) =>
        {
            var tagger = rig.Require<ITimeTagger>(InstrumentRoles.Counter);
            await tagger.StartTagsAsync(default);
            var (first, rest) = (new long[10], new long[1000]);
            Assert.Equal(10, await tagger.ReadTagsAsync(TimeSpan.FromMilliseconds(1), first, default));
            var read = await tagger.ReadTagsAsync(TimeSpan.Zero, rest, default);
            Assert.InRange(read, 200, 400);
            Assert.True(first[^1] < rest[0]);
        });
}
