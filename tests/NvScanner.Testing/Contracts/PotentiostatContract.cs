using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of the potentiostat.</summary>
public abstract class PotentiostatContract : InstrumentContract<IPotentiostat>
{
    protected override async ValueTask CallAsync(IPotentiostat instrument) => await instrument.ReadAsync(CancellationToken.None);

    [Fact]
    public Task ChargingRaisesTheVoltageAndRestAndMakingSafeEndTheCurrent() => RunConnectedAsync(async potentiostat =>
    {
        var rest = await potentiostat.ReadAsync(CancellationToken.None);
        var current = 0.05 * potentiostat.Limits.Current.Maximum.Amperes;
        await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(current)), CancellationToken.None);
        var charging = await potentiostat.ReadAsync(CancellationToken.None);
        Assert.Equal(1, charging.CurrentAmperes / current, 0.01);
        Assert.True(charging.PotentialVolts > rest.PotentialVolts);
        Assert.True(charging.TimeSeconds >= rest.TimeSeconds);
        await potentiostat.MakeSafeAsync(CancellationToken.None);
        Assert.InRange(Math.Abs((await potentiostat.ReadAsync(CancellationToken.None)).CurrentAmperes), 0, 0.01 * current);
    });

    [Fact]
    public Task SetPointsAndCompliancesOutsideTheLimitsAreRefused() => RunConnectedAsync(async potentiostat =>
    {
        var (voltage, current) = (potentiostat.Limits.Voltage, potentiostat.Limits.Current);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(1.01 * current.Maximum.Amperes)), CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await potentiostat.ApplyAsync(new CellDrive.ConstantVoltage(new Voltage(double.NaN)), CancellationToken.None));
        var tooWide = new CellLimits(new QuantityRange<Voltage>(voltage.Minimum, new Voltage(voltage.Maximum.Volts + 1)), current);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await potentiostat.SetComplianceAsync(tooWide, CancellationToken.None));
    });

    [Fact]
    public Task TheDeviceKeepsItsCompliance() => RunConnectedAsync(async potentiostat =>
    {
        var rest = await potentiostat.ReadAsync(CancellationToken.None);
        var ceiling = rest.PotentialVolts + 0.05;
        await potentiostat.SetComplianceAsync(potentiostat.Limits with { Voltage = new(potentiostat.Limits.Voltage.Minimum, new Voltage(ceiling)) }, CancellationToken.None);
        await potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(potentiostat.Limits.Current.Maximum), CancellationToken.None);
        Assert.InRange((await potentiostat.ReadAsync(CancellationToken.None)).PotentialVolts, rest.PotentialVolts, ceiling + 1e-3);
    });

    [Fact]
    public Task TheComplianceInForceCanBeReadBack() => RunConnectedAsync(async potentiostat =>
    {
        var (voltage, current) = (potentiostat.Limits.Voltage.Maximum.Volts, potentiostat.Limits.Current.Maximum.Amperes);
        await potentiostat.SetComplianceAsync(new CellLimits(new(new(0.1 * voltage), new(0.5 * voltage)), new(new(-0.2 * current), new(0.4 * current))), CancellationToken.None);
        var set = await potentiostat.ReadComplianceAsync(CancellationToken.None);
        Assert.Equal((0.1, 0.5), (Math.Round(set.Voltage.Minimum.Volts / voltage, 3), Math.Round(set.Voltage.Maximum.Volts / voltage, 3)));
        Assert.Equal((-0.2, 0.4), (Math.Round(set.Current.Minimum.Amperes / current, 3), Math.Round(set.Current.Maximum.Amperes / current, 3)));
    });

    [Fact]
    public Task ACommandUnderWayDoesNotUndoMakingSafe() => RunConnectedAsync(async potentiostat =>
    {
        var current = 0.05 * potentiostat.Limits.Current.Maximum.Amperes;
        await MakeSafeDuringAsync(potentiostat, () => potentiostat.ApplyAsync(new CellDrive.ConstantCurrent(new Current(current)), CancellationToken.None));
        Assert.InRange(Math.Abs((await potentiostat.ReadAsync(CancellationToken.None)).CurrentAmperes), 0, 0.01 * current);
    });
}
