using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Quantities;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of the external field.</summary>
public abstract class BiasFieldContract : InstrumentContract<IBiasField>
{
    /// <summary>Largest distance between set and read field in tesla.</summary>
    protected abstract double ToleranceTesla { get; }

    protected override async ValueTask CallAsync(IBiasField instrument) => await instrument.ReadFieldAsync(CancellationToken.None);

    [Fact]
    public Task AFieldIsAppliedWithDirectionAndSignAndHeldWhenAnotherIsRefused() => RunConnectedAsync(async bias =>
    {
        var magnitude = 0.4 * bias.Maximum.Tesla;
        var field = new Vector3(0.48 * magnitude, -0.6 * magnitude, 0.64 * magnitude);
        await bias.SetFieldAsync(field, CancellationToken.None);
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await bias.SetFieldAsync(new Vector3(0, 0, 1.01 * bias.Maximum.Tesla), CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await bias.SetFieldAsync(new Vector3(double.NaN, 0, 0), CancellationToken.None));
        Assert.InRange((await bias.ReadFieldAsync(CancellationToken.None) - field).Length, 0, ToleranceTesla);
    });

    [Fact]
    public Task ABiasFieldIsNoSafeable() => RunAsync(bias =>
    {
        Assert.False(bias is ISafeable, "a bias field is held, never made safe by ramping");
        return Task.CompletedTask;
    });
}
