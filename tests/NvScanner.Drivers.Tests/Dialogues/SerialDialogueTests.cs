using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>The same over a tty, which has no connection that could be opened anew: late replies have to be told from those that were asked for.</summary>
public sealed class SerialDialogueTests : DialogueFaultContract
{
    [Fact]
    public async Task AReplyLaterThanTheSilenceAnswersNothingBecauseTheSentinelsComesAfterIt()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromMilliseconds(20));
        Assert.Equal("echo zeroth", await dialogue.AskAsync("zeroth?", TimeSpan.FromSeconds(20), CancellationToken.None));
        await TimeOutAsync(dialogue, host, "first?", lateBy: 20 * Settings.Silence);
        Assert.Equal("echo second", await dialogue.AskAsync("second?", TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task ALateReplyToTheSentinelItselfIsNotTakenForTheReplyToTheNextOne()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromMilliseconds(20));
        Assert.Equal("echo zeroth", await dialogue.AskAsync("zeroth?", TimeSpan.FromSeconds(20), CancellationToken.None));
        await TimeOutAsync(dialogue, host, "sentinel?", lateBy: 10 * Settings.Silence);
        await TimeOutAsync(dialogue, host, "first?", lateBy: 10 * Settings.Silence);
        foreach (var question in new[] { "second", "third", "fourth" })
            Assert.Equal("echo " + question, await dialogue.AskAsync(question + "?", TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task ASentinelThatIsLostIsSentAgain()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromMilliseconds(20));
        host.Mischief = new Mischief { LostOneIn = 1 };
        for (var lost = 0; lost < 3; lost++)
            await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await dialogue.AskAsync("first?", CancellationToken.None));
        host.Mischief = Mischief.None;
        Assert.Equal("echo second", await dialogue.AskAsync("second?", TimeSpan.FromMilliseconds(500), CancellationToken.None));
    }

    [Fact]
    public async Task WhatMakesSafeIsSentAtOnceOverALineThatIsOutOfStep()
    {
        RecordingInstrument instrument = new();
        await using var host = Start(instrument);
        await using var dialogue = await OpenAsync(host, TimeSpan.FromMilliseconds(20));
        host.Mischief = new Mischief { LostOneIn = 1 };
        await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await dialogue.AskAsync("first?", CancellationToken.None));
        await dialogue.SendAsync("off", CancellationToken.None);
        Assert.Equal("off", await instrument.NextAsync("off"));
    }

    [Fact]
    public async Task ALineThatIsPulledOutIsSaidToBeAndItsPortIsThenNotThere()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        Assert.Equal("echo 1", await dialogue.AskAsync("1?", CancellationToken.None));
        var waiting = dialogue.AskAsync("no question", CancellationToken.None);
        host.DropConnections();
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await waiting);
        Assert.Contains("unplugged or switched off while in use", error.Message, StringComparison.Ordinal);
        var gone = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.OpenAsync(CancellationToken.None));
        Assert.Contains("there is no such port", gone.Message, StringComparison.Ordinal);
    }

    protected override ITextHost Start(ITextInstrument instrument) => new PtyTextHost(instrument, TimeProvider.System);

    protected override DialogueSettings Settings => new() { Silence = TimeSpan.FromMilliseconds(10) };

    private static async Task TimeOutAsync(InstrumentDialogue dialogue, ITextHost host, string question, TimeSpan lateBy)
    {
        // the first of the line is late, the rest follow it in order
        host.Mischief = new Mischief { LateOneIn = 1, LateBy = lateBy };
        await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await dialogue.AskAsync(question, TimeSpan.FromMilliseconds(30), CancellationToken.None));
        host.Mischief = Mischief.None;
    }

    private sealed class RecordingInstrument : ITextInstrument
    {
        private readonly System.Threading.Channels.Channel<string> _lines = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public string Terminator => "\n";

        public IReadOnlyList<string> Take(string line)
        {
            _lines.Writer.TryWrite(line);
            return line.EndsWith('?') ? ["late"] : [];
        }

        public async Task<string> NextAsync(string wanted)
        {
            while (await _lines.Reader.ReadAsync() is var line)
            {
                if (line == wanted) return line;
            }
            return "";
        }
    }
}
