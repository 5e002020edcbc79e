using NvScanner.Abstractions.Instruments;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a photon counter, and of its triggered bins where it has them.</summary>
public abstract class PhotonCounterContract : InstrumentContract<IPhotonCounter>
{
    protected override async ValueTask CallAsync(IPhotonCounter instrument) => await instrument.CountAsync(TimeSpan.FromMilliseconds(1), CancellationToken.None);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public Task AGateWithoutLengthIsRefused(double milliseconds) => RunConnectedAsync(async counter =>
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await counter.CountAsync(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None)));

    [Fact]
    public Task BinsAreReadAsOftenAsWantedOnceTheCounterIsArmed() => RunConnectedAsync(async counter =>
    {
        if (counter is not ITriggeredCounter triggered) return;
        var counts = new uint[16];
        await Assert.ThrowsAnyAsync<InstrumentException>(async () => await triggered.ReadBinsAsync(counts, CancellationToken.None));
        await triggered.ArmAsync(counts.Length, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(0.2), CancellationToken.None);
        await triggered.ReadBinsAsync(counts, CancellationToken.None);
        await triggered.ReadBinsAsync(counts, CancellationToken.None);
        await Assert.ThrowsAsync<ArgumentException>(async () => await triggered.ReadBinsAsync(new uint[15], CancellationToken.None));
    });

    [Fact]
    public Task ImpossibleAcquisitionsAreRefused() => RunConnectedAsync(async counter =>
    {
        if (counter is not ITriggeredCounter triggered) return;
        var dwell = TimeSpan.FromMilliseconds(1);
        foreach (var bins in new[] { 0, -1, triggered.MaximumBins + 1 })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await triggered.ArmAsync(bins, dwell, TimeSpan.Zero, CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await triggered.ArmAsync(1, TimeSpan.Zero, TimeSpan.Zero, CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await triggered.ArmAsync(1, dwell, -dwell, CancellationToken.None));
    });
}
