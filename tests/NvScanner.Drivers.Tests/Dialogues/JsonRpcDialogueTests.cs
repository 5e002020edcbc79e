using System.Text.Json.Nodes;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class JsonRpcDialogueTests
{
    private const int Lanes = 8;
    private static readonly InstrumentId Id = new("pulse-generator", "echo");

    [Fact]
    public Task HundredsOfBrokenCallsGiveNoWrongValue() => RunAsync(dialogues: 300);

    [Fact]
    [Trait("tier", "full")]
    public Task TenThousandBrokenDialoguesGiveNoWrongValue() => RunAsync(dialogues: 10_000);

    [Fact]
    public async Task ParametersGoByPositionAndResultsComeBack()
    {
        await using JsonRpcHost host = new(new Echo(), TimeProvider.System);
        await using var dialogue = Open(host, TimeSpan.FromSeconds(20));
        Assert.Equal(3, (await dialogue.CallAsync("count", [1, "two", true], CancellationToken.None)).GetInt32());
        Assert.Equal(1_000_000, (await dialogue.CallAsync("echo", [new string('x', 1_000_000)], CancellationToken.None)).GetString()!.Length - "echo ".Length);
    }

    [Fact]
    public async Task TheInstrumentsOwnErrorIsInTheMessage()
    {
        await using JsonRpcHost host = new(new Echo(), TimeProvider.System);
        await using var dialogue = Open(host, TimeSpan.FromSeconds(20));
        var error = await Assert.ThrowsAsync<InstrumentReplyException>(async () => await dialogue.CallAsync("dance", [], CancellationToken.None));
        Assert.Contains("-32601", error.Message, StringComparison.Ordinal);
        Assert.Contains("dance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnInterruptedCallEndsAtOnceAndTheNextIsAnswered()
    {
        await using JsonRpcHost host = new(new Echo(), TimeProvider.System) { Mischief = new Mischief { LostOneIn = 1 } };
        await using var dialogue = Open(host, TimeSpan.FromMinutes(1));
        var waiting = dialogue.CallAsync("echo", [1], CancellationToken.None).AsTask();
        while (!waiting.IsCompleted)
        {
            dialogue.Interrupt();
            await Task.Yield();
        }
        var error = await Assert.ThrowsAsync<InstrumentException>(() => waiting);
        Assert.Contains("made safe", error.Message, StringComparison.Ordinal);
        host.Mischief = Mischief.None;
        Assert.Equal("echo 2", (await dialogue.CallAsync("echo", [2], CancellationToken.None)).GetString());
    }

    [Fact]
    public async Task APortThatNobodyListensOnIsNamedWithTheRemedy()
    {
        int port;
        await using (JsonRpcHost host = new(new Echo(), TimeProvider.System)) port = host.Port;
        await using JsonRpcDialogue dialogue = new(Id, new Uri($"http://127.0.0.1:{port}/json-rpc"), TimeSpan.FromSeconds(20), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.CallAsync("echo", [], CancellationToken.None));
        Assert.Contains($"127.0.0.1:{port}/json-rpc: nothing answers there, or it refuses the port; check power", error.Message, StringComparison.Ordinal);
    }

    private static async Task RunAsync(int dialogues)
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunLaneAsync(lane, dialogues))));
        var (answered, refused) = (outcomes.Sum(o => o.Answered), outcomes.Sum(o => o.Refused));
        Assert.True(answered > 5 * dialogues && refused > dialogues / 5, $"{answered} answered, {refused} refused of {10 * dialogues}");
    }

    private static async Task<(int Answered, int Refused)> RunLaneAsync(int lane, int dialogues)
    {
        var (answered, refused) = (0, 0);
        await using JsonRpcHost host = new(new Echo(), TimeProvider.System);
        for (var seed = lane; seed < dialogues; seed += Lanes)
        {
            host.Mischief = new Mischief
            {
                Seed = (ulong)seed, SplitOneIn = 3, WrongTerminatorOneIn = 4, BlanksOneIn = 5, UnaskedOneIn = 12, GarbageOneIn = 12, DisconnectOneIn = 15,
                LateOneIn = 40, LateBy = TimeSpan.FromMilliseconds(30), LostOneIn = 60,
            };
            await using var dialogue = Open(host, TimeSpan.FromMilliseconds(25));
            for (var question = 0; question < 10; question++)
            {
                try
                {
                    Assert.Equal($"echo {seed}.{question}", (await dialogue.CallAsync("echo", [$"{seed}.{question}"], CancellationToken.None)).GetString());
                    answered++;
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

    private static JsonRpcDialogue Open(JsonRpcHost host, TimeSpan deadline) =>
        new(Id, new Uri($"http://127.0.0.1:{host.Port}/json-rpc"), deadline, TimeProvider.System, new DialogueTrace(TimeProvider.System));

    private sealed class Echo : IJsonRpcInstrument
    {
        public JsonNode? Call(string method, JsonArray parameters) => method switch
        {
            "echo" => "echo " + parameters[0],
            "count" => parameters.Count,
            _ => throw new JsonRpcFault(JsonRpcFault.MethodNotFound, "Method not found"),
        };
    }
}
