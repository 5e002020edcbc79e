using NvScanner.Drivers.Transport.Native;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>A VISA session on a bus that marks ends of messages and can clear the instrument: GPIB, USB, LAN. On serial lines a VISA's clear sends commands of its own.</summary>
internal sealed class VisaMessageChannel(IVisaRuntime library, uint session, BlockingCalls calls, string description)
    : VisaChannel(library, session, calls, description, marksEnds: true), IClearableChannel
{
    private readonly IVisaRuntime _library = library;
    private readonly uint _session = session;

    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        await TransferAsync("being cleared", () => _library.Clear(_session), cancellationToken);
        await DropAsync();
    }
}
