using NvScanner.Abstractions.Instruments;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>
/// What every driver owes its callers. Inherited once per driver; <see cref="RunAsync"/> runs a test against a fresh, unconnected instrument on whatever
/// clock the driver needs, and disposes it.
/// </summary>
public abstract class InstrumentContract<T> where T : class, IInstrument
{
    /// <summary>Runs the body with a fresh instrument; returns when the body has ended and the instrument is disposed.</summary>
    protected abstract Task RunAsync(Func<T, Task> body);

    /// <summary>One harmless call that needs the connection.</summary>
    protected abstract ValueTask CallAsync(T instrument);

    protected Task RunConnectedAsync(Func<T, Task> body) => RunAsync(async instrument =>
    {
        await instrument.ConnectAsync(CancellationToken.None);
        await body(instrument);
    });

    [Fact]
    public Task AConnectedInstrumentSaysWhoItIsAndAnswers() => RunAsync(async instrument =>
    {
        var identity = await instrument.ConnectAsync(CancellationToken.None);
        Assert.NotEmpty(identity.Model);
        await CallAsync(instrument);
    });

    [Fact]
    public Task BeforeItIsConnectedAnInstrumentRefusesWithItsName() => RunAsync(async instrument =>
    {
        var error = await Assert.ThrowsAnyAsync<InstrumentException>(async () => await CallAsync(instrument));
        Assert.Equal(instrument.Id, error.Instrument);
    });

    [Fact]
    public Task DisposingTwiceDoesNotThrowAndEndsTheConnection() => RunAsync(async instrument =>
    {
        await instrument.ConnectAsync(CancellationToken.None);
        await instrument.DisposeAsync();
        await instrument.DisposeAsync();
        await Assert.ThrowsAnyAsync<InstrumentException>(async () => await CallAsync(instrument));
    });

    [Fact]
    public Task ACancelledTokenStopsACall() => RunAsync(async instrument =>
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await instrument.ConnectAsync(cancelled.Token));
    });

    [Fact]
    public Task MakingSafeIsIdempotentAndAllowedInAnyState() => RunConnectedAsync(async instrument =>
    {
        if (instrument is not ISafeable safeable) return; // a bias field, a meter
        await safeable.MakeSafeAsync(CancellationToken.None);
        await CallAsync(instrument);
        await safeable.MakeSafeAsync(CancellationToken.None);
        await safeable.MakeSafeAsync(CancellationToken.None);
    });

    [Fact]
    public Task MakingSafeIsAllowedBeforeTheConnectionAndAfterDisposal() => RunAsync(async instrument =>
    {
        if (instrument is not ISafeable safeable) return;
        await safeable.MakeSafeAsync(CancellationToken.None);
        await instrument.ConnectAsync(CancellationToken.None);
        await instrument.DisposeAsync();
        await safeable.MakeSafeAsync(CancellationToken.None);
    });

    /// <summary>Begins a command that switches something on and makes the instrument safe before the command has ended; either order of ending is fine.</summary>
    protected static async Task MakeSafeDuringAsync(T instrument, Func<ValueTask> command)
    {
        var underWay = command().AsTask();
        await ((ISafeable)instrument).MakeSafeAsync(CancellationToken.None);
        try
        {
            await underWay;
        }
        catch (InstrumentException refused)
        {
            Assert.Equal(instrument.Id, refused.Instrument);
        }
    }
}
