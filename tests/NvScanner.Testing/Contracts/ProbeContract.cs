using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using NvScanner.Abstractions.Scanning;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a scanning tip.</summary>
public abstract class ProbeContract : InstrumentContract<IProbe>
{
    protected override async ValueTask CallAsync(IProbe instrument) => await instrument.ReadTopographyAsync(CancellationToken.None);

    [Fact]
    public Task InContactTheTopographyIsReadAndRetractingMayBeRepeated() => RunConnectedAsync(async probe =>
    {
        await probe.ApproachAsync(CancellationToken.None);
        Assert.True(double.IsFinite(await probe.ReadTopographyAsync(CancellationToken.None)));
        await probe.RetractAsync(CancellationToken.None);
        await probe.RetractAsync(CancellationToken.None);
        await probe.ApproachAsync(CancellationToken.None);
        Assert.True(double.IsFinite(await probe.ReadTopographyAsync(CancellationToken.None)));
    });

    [Fact]
    public Task EveryHeightOfTheStatedRangeIsTakenAndTheOneAboveIsRefused() => RunConnectedAsync(async probe =>
    {
        var range = probe.LiftRange;
        await probe.ApproachAsync(CancellationToken.None);
        await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, range.Minimum), CancellationToken.None);
        await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, range.Maximum), CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(
            async () => await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, new Length(1.001 * range.Maximum.Metres)), CancellationToken.None));
    });

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public Task AHeightThatThePiezoCannotReachIsRefused(double metres) => RunConnectedAsync(async probe =>
    {
        await probe.ApproachAsync(CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(
            async () => await probe.SetHeightAsync(new HeightPlan(HeightMode.Lift, new Length(metres)), CancellationToken.None));
    });
}
