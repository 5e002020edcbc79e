using NvScanner.Simulation.Time;

namespace NvScanner.Simulation.Tests.Time;

public class ScaledTimeProviderTests
{
    [Fact]
    public async Task TimersAreDueAfterTheScaledDuration()
    {
        using var real = new VirtualClock(DateTimeOffset.UnixEpoch);
        var scaled = new ScaledTimeProvider(real, 10);
        var fired = new TaskCompletionSource<(DateTimeOffset, DateTimeOffset)>();
        await real.RunActorAsync("test", async () =>
        {
            using var timer = scaled.CreateTimer(_ => fired.SetResult((real.GetUtcNow(), scaled.GetUtcNow())), null, TimeSpan.FromSeconds(20), Timeout.InfiniteTimeSpan);
            await real.ElapseAsync(TimeSpan.FromSeconds(5), default);
        });
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(2), DateTimeOffset.UnixEpoch.AddSeconds(20)), await fired.Task);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void TimeThatDoesNotRunForwardIsRefused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ScaledTimeProvider(RealTime.Provider, factor));
}
