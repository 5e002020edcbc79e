using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of the excitation laser.</summary>
public abstract class LaserContract : InstrumentContract<ILaser>
{
    protected override async ValueTask CallAsync(ILaser instrument) => await instrument.ReadStatusAsync(CancellationToken.None);

    [Fact]
    public Task EmissionIsReadBackAndMakingSafeEndsIt() => RunConnectedAsync(async laser =>
    {
        await laser.SetPowerAsync(laser.Limits.Maximum, CancellationToken.None);
        Assert.False((await laser.ReadStatusAsync(CancellationToken.None)).Emission);
        await laser.SetEmissionAsync(true, CancellationToken.None);
        var status = await laser.ReadStatusAsync(CancellationToken.None);
        Assert.True(status.Emission && status.InterlockClosed);
        Assert.Equal(1, status.Power.Watts / laser.Limits.Maximum.Watts, 0.05);
        await laser.MakeSafeAsync(CancellationToken.None);
        Assert.False((await laser.ReadStatusAsync(CancellationToken.None)).Emission);
    });

    [Fact]
    public Task PowersOutsideTheLimitsAreRefused() => RunConnectedAsync(async laser =>
    {
        foreach (var watts in new[] { laser.Limits.Minimum.Watts - 1e-6, laser.Limits.Maximum.Watts * 1.01, double.NaN })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await laser.SetPowerAsync(new OpticalPower(watts), CancellationToken.None));
    });

    [Fact]
    public Task ACommandUnderWayDoesNotUndoMakingSafe() => RunConnectedAsync(async laser =>
    {
        await MakeSafeDuringAsync(laser, () => laser.SetEmissionAsync(true, CancellationToken.None));
        Assert.False((await laser.ReadStatusAsync(CancellationToken.None)).Emission);
    });
}
