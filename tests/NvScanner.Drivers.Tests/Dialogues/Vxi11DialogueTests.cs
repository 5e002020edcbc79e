using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class Vxi11DialogueTests : DialogueFaultContract
{
    [Fact]
    public async Task ADeviceThatIsNotThereIsNamed()
    {
        await using Vxi11Host host = new(new EchoInstrument(), TimeProvider.System);
        await using InstrumentDialogue dialogue = new(Id, Openers.For(ResourceString.Parse($"TCPIP::127.0.0.1::gpib0 7,{host.Port}".Replace(' ', '-'))), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.OpenAsync(CancellationToken.None));
        Assert.Contains("not accessible; correct the device name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ACommandLongerThanTheDeviceTakesAtOnceArrivesWhole()
    {
        await using var host = Start(new EchoInstrument());
        await using var dialogue = await OpenAsync(host, TimeSpan.FromSeconds(20));
        var question = new string('q', 7001);
        Assert.Equal("echo " + question, await dialogue.AskAsync(question + "?", CancellationToken.None));
    }

    protected override ITextHost Start(ITextInstrument instrument) => new Vxi11Host(instrument, TimeProvider.System);
}
