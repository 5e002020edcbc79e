using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a current source for test conductors.</summary>
public abstract class CurrentSourceContract : InstrumentContract<ICurrentSource>
{
    protected override ValueTask CallAsync(ICurrentSource instrument) => instrument.SetOutputAsync(false, CancellationToken.None);

    [Fact]
    public Task CurrentsOfEitherSignUpToTheLimitsAreTakenAndBeyondThemRefused() => RunConnectedAsync(async source =>
    {
        await source.SetCurrentAsync(source.Limits.Minimum, CancellationToken.None);
        await source.SetCurrentAsync(source.Limits.Maximum, CancellationToken.None);
        foreach (var amperes in new[] { source.Limits.Minimum.Amperes - 1e-6, source.Limits.Maximum.Amperes + 1e-6, double.NaN })
            await Assert.ThrowsAsync<InstrumentLimitException>(async () => await source.SetCurrentAsync(new Current(amperes), CancellationToken.None));
    });
}
