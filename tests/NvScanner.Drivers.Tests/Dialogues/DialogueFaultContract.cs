using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>A dialogue over a real port whose other end misbehaves: it may fail, and says so; it never gives another question's answer. The same for every transport.</summary>
public abstract class DialogueFaultContract
{
    // most of a broken dialogue's time is waiting
    private const int Lanes = 8;

    protected static readonly InstrumentId Id = new("microwave", "echo");

    [Fact]
    public Task HundredsOfBrokenDialoguesGiveNoWrongValue() => RunAsync(dialogues: 300);

    [Fact]
    [Trait("tier", "full")]
    public Task TenThousandBrokenDialoguesGiveNoWrongValue() => RunAsync(dialogues: 10_000);

    [Fact]
    public async Task AReplyThatComesTooLateDoesNotAnswerTheNextQuestion()
    {
        await using var host = Start(new EchoInstrument());
        host.Mischief = new Mischief { LateOneIn = 1, LateBy = TimeSpan.FromMilliseconds(60) };
        await using var dialogue = await OpenAsync(host, deadline: TimeSpan.FromMilliseconds(20));
        var late = await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await dialogue.AskAsync("first?", CancellationToken.None));
        Assert.Contains("first?", late.Message, StringComparison.Ordinal);
        host.Mischief = Mischief.None;
        Assert.Equal("echo second", await dialogue.AskAsync("second?", TimeSpan.FromSeconds(20), CancellationToken.None));
    }

    [Fact]
    public async Task AnInterruptedRequestEndsAtOnceAndTheNextIsAnswered()
    {
        await using var host = Start(new EchoInstrument());
        host.Mischief = new Mischief { LostOneIn = 1 };
        await using var dialogue = await OpenAsync(host, TimeSpan.FromMinutes(1));
        var waiting = dialogue.AskAsync("1?", CancellationToken.None).AsTask();
        while (!waiting.IsCompleted)
        {
            dialogue.Interrupt();
            await Task.Yield();
        }
        var error = await Assert.ThrowsAsync<InstrumentException>(() => waiting);
        Assert.Contains("made safe", error.Message, StringComparison.Ordinal);
        host.Mischief = Mischief.None;
        Assert.Equal("echo 2", await dialogue.AskAsync("2?", CancellationToken.None));
    }

    [Fact]
    public async Task RequestsFromManySidesTakeTurns()
    {
        await using var host = Start(new EchoInstrument());
        host.Mischief = new Mischief { SplitOneIn = 2 };
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i => (i, await dialogue.AskAsync($"{i}?", CancellationToken.None))));
        Assert.All(replies, r => Assert.Equal($"echo {r.i}", r.Item2));
    }

    [Fact]
    public async Task ALongReplyComesWhole()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        Assert.Equal(EchoInstrument.LongReply, await dialogue.AskAsync("long", CancellationToken.None));
    }

    /// <summary>A port of this transport with the instrument behind it.</summary>
    protected abstract ITextHost Start(ITextInstrument instrument);

    /// <summary>How the port is reached.</summary>
    protected virtual IChannelOpener OpenerOf(ITextHost host) => Openers.For(ResourceString.Parse(host.Address));

    /// <summary>How the instrument is spoken to.</summary>
    protected virtual DialogueSettings Settings => new();

    protected async Task<InstrumentDialogue> OpenAsync(ITextHost host, TimeSpan deadline)
    {
        InstrumentDialogue dialogue = new(Id, OpenerOf(host), Settings with { Deadline = deadline }, TimeProvider.System, new DialogueTrace(TimeProvider.System))
        {
            Sentinel = new Sentinel("sentinel?", "echo sentinel"),
        };
        await dialogue.OpenAsync(CancellationToken.None);
        return dialogue;
    }

    private async Task RunAsync(int dialogues)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunLaneAsync(lane, dialogues))));
        var (answered, refused) = (outcomes.Sum(o => o.Answered), outcomes.Sum(o => o.Refused));
        Assert.True(answered > 5 * dialogues && refused > dialogues / 5, $"{answered} answered, {refused} refused of {10 * dialogues}");
    }

    private async Task<(int Answered, int Refused)> RunLaneAsync(int lane, int dialogues)
    {
        var (answered, refused) = (0, 0);
        await using var host = Start(new EchoInstrument());
        for (var seed = lane; seed < dialogues; seed += Lanes)
        {
            host.Mischief = new Mischief
            {
                Seed = (ulong)seed, SplitOneIn = 3, WrongTerminatorOneIn = 4, BlanksOneIn = 5, UnaskedOneIn = 6, GarbageOneIn = 12, DisconnectOneIn = 15,
                LateOneIn = 40, LateBy = TimeSpan.FromMilliseconds(12), LostOneIn = 60,
            };
            await using var dialogue = await OpenAsync(host, TimeSpan.FromMilliseconds(10));
            for (var question = 0; question < 10; question++)
            {
                try
                {
                    Assert.Equal($"echo {seed}.{question}", await dialogue.AskAsync($"{seed}.{question}?", CancellationToken.None));
                    answered++;
                }
                catch (InstrumentConnectionException)
                {
                    refused++;
                    await dialogue.OpenAsync(CancellationToken.None);
                }
                catch (InstrumentException)
                {
                    refused++;
                }
            }
        }

        while (host.Connections > 0) await Task.Yield();
        return (answered, refused);
    }
}
