using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a microwave source, and of its list where it has one.</summary>
public abstract class MicrowaveSourceContract : InstrumentContract<IMicrowaveSource>
{
    protected override ValueTask CallAsync(IMicrowaveSource instrument) => instrument.SetOutputAsync(false, CancellationToken.None);

    [Fact]
    public Task FrequenciesAndPowersAtTheLimitsAreTakenAndBeyondThemRefused() => RunConnectedAsync(async source =>
    {
        var (frequency, power) = (source.Limits.Frequency, source.Limits.Power);
        await source.SetFrequencyAsync(frequency.Minimum, CancellationToken.None);
        await source.SetFrequencyAsync(frequency.Maximum, CancellationToken.None);
        await source.SetPowerAsync(power.Minimum, CancellationToken.None);
        foreach (var hertz in new[] { frequency.Minimum.Hertz - 1, frequency.Maximum.Hertz + 1, double.NaN })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await source.SetFrequencyAsync(new Frequency(hertz), CancellationToken.None));
        foreach (var dbm in new[] { power.Minimum.Dbm - 0.1, power.Maximum.Dbm + 0.1, double.NaN })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await source.SetPowerAsync(new RfPower(dbm), CancellationToken.None));
    });

    [Fact]
    public Task AListIsCheckedWholeBeforeItIsLoadedAndArmedOnlyWhenThereIsOne() => RunConnectedAsync(async source =>
    {
        if (source is not IFrequencySweeper sweeper) return;
        Assert.True(sweeper.StepSettling >= TimeSpan.Zero);
        await Assert.ThrowsAnyAsync<InstrumentException>(async () => await sweeper.ArmAsync(CancellationToken.None));
        var middle = 0.5 * (source.Limits.Frequency.Minimum.Hertz + source.Limits.Frequency.Maximum.Hertz);
        foreach (var wrong in new[] { [], new double[sweeper.MaximumListLength + 1], [middle, source.Limits.Frequency.Maximum.Hertz + 1] })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await sweeper.LoadListAsync(wrong, CancellationToken.None));
        await Assert.ThrowsAnyAsync<InstrumentException>(async () => await sweeper.ArmAsync(CancellationToken.None));
        await sweeper.LoadListAsync(new[] { middle, middle + 1e6 }, CancellationToken.None);
        await sweeper.ArmAsync(CancellationToken.None);
    });
}
