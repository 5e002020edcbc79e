using NvScanner.Abstractions.Instruments;
using NvScanner.Drivers.Dialogues;
using NvScanner.Drivers.Transport;
using NvScanner.Drivers.Transport.ZeroMq;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

public sealed class ZeroMqDialogueTests : DialogueFaultContract
{
    [Fact]
    public async Task ACommandWithoutReplyIsAnsweredWithAnEmptyMessage()
    {
        await using var host = Start(new EchoInstrument());
        await using InstrumentDialogue dialogue = new(Id, OpenerOf(host), new DialogueSettings { Terminator = "", Replies = MessageFraming.Instance }, TimeProvider.System, new DialogueTrace(TimeProvider.System));
        await dialogue.OpenAsync(CancellationToken.None);
        Assert.Equal("", await dialogue.AskAsync("SET 1", CancellationToken.None));
        Assert.Equal("echo 1", await dialogue.AskAsync("1?", CancellationToken.None));
    }

    [Fact]
    public async Task APortWithoutZeroMqIsSaidToBeOne()
    {
        await using HiSlipHost host = new(new EchoInstrument(), TimeProvider.System);
        await using InstrumentDialogue dialogue = new(Id, new ZmtpOpener("127.0.0.1", host.Port), new DialogueSettings(), TimeProvider.System, new DialogueTrace(TimeProvider.System));
        var error = await Assert.ThrowsAsync<InstrumentConnectionException>(async () => await dialogue.OpenAsync(CancellationToken.None));
        Assert.Contains($"127.0.0.1:{host.Port}", error.Message, StringComparison.Ordinal);
    }

    protected override ITextHost Start(ITextInstrument instrument) => new ZmtpHost(instrument, TimeProvider.System);

    protected override IChannelOpener OpenerOf(ITextHost host) => new ZmtpOpener("127.0.0.1", ((ZmtpHost)host).Port);

    protected override DialogueSettings Settings => new() { Terminator = "" };
}
