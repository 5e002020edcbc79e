using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>A dialogue over a real port whose other end misbehaves: it may fail, and says so; it never gives another question's answer.</summary>
public sealed class DialogueFaultTests
{
    private static readonly InstrumentId Id = new("microwave", "echo");

    [Fact]
    public Task HundredsOfBrokenDialoguesOverTcpGiveNoWrongValue() => RunAsync(dialogues: 300);

    [Fact]
    [Trait("tier", "full")]
    public Task TenThousandBrokenDialoguesOverTcpGiveNoWrongValue() => RunAsync(dialogues: 10_000);

    [Fact]
    public async Task AReplyThatComesTooLateDoesNotAnswerTheNextQuestion()
    {
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System) { Mischief = new Mischief { LateOneIn = 1, LateBy = TimeSpan.FromMilliseconds(60) } };
        await using var dialogue = await OpenAsync(host, deadline: TimeSpan.FromMilliseconds(20));
        var late = await Assert.ThrowsAsync<InstrumentTimeoutException>(async () => await dialogue.AskAsync("first?", CancellationToken.None));
        Assert.Contains("first?", late.Message, StringComparison.Ordinal);
        host.Mischief = Mischief.None;
        Assert.Equal("echo second", await dialogue.AskAsync("second?", TimeSpan.FromSeconds(5), CancellationToken.None));
    }

    [Fact]
    public async Task ALostConnectionStaysLostUntilItIsOpenedAnew()
    {
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System);
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(5));
        Assert.Equal("echo 1", await dialogue.AskAsync("1?", CancellationToken.None));
        host.DropConnections();
        await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.AskAsync("2?", CancellationToken.None));
        var again = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.AskAsync("3?", CancellationToken.None));
        Assert.Contains("connect", again.Message, StringComparison.Ordinal);
        await dialogue.OpenAsync(CancellationToken.None);
        Assert.Equal("echo 4", await dialogue.AskAsync("4?", CancellationToken.None));
    }

    [Fact]
    public async Task APortThatNobodyListensOnIsNamedWithCauseAndRemedy()
    {
        int port;
        await using (TcpTextHost host = new(new EchoInstrument(), TimeProvider.System)) port = host.Port;
        await using InstrumentDialogue dialogue = new(Id, new TcpOpener("127.0.0.1", port), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.OpenAsync(CancellationToken.None));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), error.Message, StringComparison.Ordinal);
        Assert.Contains("refuses the port; check the port number", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruptedRequestEndsAtOnceAndTheNextIsAnswered()
    {
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System) { Mischief = new Mischief { LostOneIn = 1 } };
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
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System) { Mischief = new Mischief { SplitOneIn = 2 } };
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        var replies = await Task.WhenAll(Enumerable.Range(0, 50).Select(async i => (i, await dialogue.AskAsync($"{i}?", CancellationToken.None))));
        Assert.All(replies, r => Assert.Equal($"echo {r.i}", r.Item2));
    }

    private static async Task RunAsync(int dialogues)
    {
        var (answered, refused) = (0, 0);
        await using TcpTextHost host = new(new EchoInstrument(), TimeProvider.System);
        for (var seed = 0; seed < dialogues; seed++)
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
        Assert.True(answered > 5 * dialogues && refused > dialogues / 5, $"{answered} answered, {refused} refused of {10 * dialogues}");
        while (host.Connections > 0) await Task.Yield();
    }

    private static async Task<InstrumentDialogue> OpenAsync(TcpTextHost host, TimeSpan deadline)
    {
        InstrumentDialogue dialogue = new(Id, new TcpOpener("127.0.0.1", host.Port), new DialogueSettings { Deadline = deadline }, TimeProvider.System, new DialogueTrace(TimeProvider.System));
        await dialogue.OpenAsync(CancellationToken.None);
        return dialogue;
    }
}
