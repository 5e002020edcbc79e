using NvScanner.Drivers.Tests.Transport.Visa;
using NvScanner.Drivers.Transport;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Drivers.Tests.Dialogues;

/// <summary>The same through the C functions of VPP-4.3, as the tests' own small library has them; skipped where it cannot be compiled.</summary>
public sealed class VisaDialogueTests
{
    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public Task HundredsOfBrokenDialoguesGiveNoWrongValue() => new Contract().HundredsOfBrokenDialoguesGiveNoWrongValue();

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    [Trait("tier", "full")]
    public Task TenThousandBrokenDialoguesGiveNoWrongValue() => new Contract().TenThousandBrokenDialoguesGiveNoWrongValue();

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public Task AReplyThatComesTooLateDoesNotAnswerTheNextQuestion() => new Contract().AReplyThatComesTooLateDoesNotAnswerTheNextQuestion();

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public Task AnInterruptedRequestEndsAtOnceAndTheNextIsAnswered() => new Contract().AnInterruptedRequestEndsAtOnceAndTheNextIsAnswered();

    [OpenToolFact(VisaStub.Compiler, "gcc")]
    public Task ALongReplyComesWhole() => new Contract().ALongReplyComesWhole();

    private sealed class Contract : DialogueFaultContract
    {
        protected override ITextHost Start(ITextInstrument instrument) => new TcpTextHost(instrument, TimeProvider.System);

        protected override IChannelOpener OpenerOf(ITextHost host) => VisaStub.Opener(((TcpTextHost)host).Port);
    }
}
