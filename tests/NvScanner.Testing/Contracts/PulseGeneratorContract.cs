using NvScanner.Abstractions.Instruments;
using Xunit;

namespace NvScanner.Testing.Contracts;

/// <summary>Contract of a pulse generator.</summary>
public abstract class PulseGeneratorContract : InstrumentContract<IPulseGenerator>
{
    protected override ValueTask CallAsync(IPulseGenerator instrument) => instrument.StopAsync(CancellationToken.None);

    [Fact]
    public Task ALoadedSequenceIsPlayedAndNothingElse() => RunConnectedAsync(async pulser =>
    {
        await Assert.ThrowsAnyAsync<InstrumentException>(async () => await pulser.PlayAsync(1, CancellationToken.None));
        await pulser.LoadAsync(Sequence(pulser.Channels.First(), 100), CancellationToken.None);
        await pulser.PlayAsync(1000, CancellationToken.None);
    });

    [Fact]
    public Task SequencesThatDoNotFitAreRefused() => RunConnectedAsync(async pulser =>
    {
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await pulser.LoadAsync(Sequence("no such channel", 100), CancellationToken.None));
        await Assert.ThrowsAsync<InstrumentLimitException>(async () => await pulser.LoadAsync(Sequence(pulser.Channels.First(), 0), CancellationToken.None));
    });

    private static PulseSequence Sequence(string channel, long nanoseconds) =>
        new(new Dictionary<string, IReadOnlyList<PulseStep>> { [channel] = [new PulseStep(1, nanoseconds), new PulseStep(0, 50)] });
}
