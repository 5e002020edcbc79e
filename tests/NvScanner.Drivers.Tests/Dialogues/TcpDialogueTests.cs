using System.Globalization;
using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class TcpDialogueTests : DialogueFaultContract
{
    [Fact]
    public async Task ALostConnectionStaysLostUntilItIsOpenedAnew()
    {
        await using var host = Start(new EchoInstrument());
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

    protected override ITextHost Start(ITextInstrument instrument) => new TcpTextHost(instrument, TimeProvider.System);
}
