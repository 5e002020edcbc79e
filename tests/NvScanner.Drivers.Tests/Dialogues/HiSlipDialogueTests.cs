using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport.HiSlip;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class HiSlipDialogueTests : DialogueFaultContract
{
    [Fact]
    public async Task AnotherProtocolAtThePortIsSaidToBeOne()
    {
        await using TcpTextHost host = new(new TalkativeInstrument(), TimeProvider.System);
        await using InstrumentDialogue dialogue = new(Id, new HiSlipOpener("127.0.0.1", "hislip0\n", host.Port), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.OpenAsync(CancellationToken.None));
        Assert.Contains("does not speak HiSLIP", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACommandLongerThanTheDeviceTakesAtOnceArrivesWhole()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        var question = new string('q', 7001);
        Assert.Equal("echo " + question, await dialogue.AskAsync(question + "?", CancellationToken.None));
        Assert.Equal("echo after", await dialogue.AskAsync("after?", CancellationToken.None));
    }

    protected override ITextHost Start(ITextInstrument instrument) => new HiSlipHost(instrument, TimeProvider.System);

    private sealed class TalkativeInstrument : ITextInstrument
    {
        public string Terminator => "\n";

        public IReadOnlyList<string> Take(string line) => ["this is no instrument of that kind"];
    }
}
