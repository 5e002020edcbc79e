using NvScanner.Drivers.Transport.Native;
using NvScanner.Drivers.Transport.Serial;

namespace NvScanner.Drivers.Transport.Visa;

/// <summary>An open VISA session. Its calls block, hence a thread of its own; reads are short ones in a row, so that a wait can be called off between two of them.</summary>
internal class VisaChannel(IVisaRuntime library, uint session, BlockingCalls calls, string description, bool marksEnds) : IByteChannel
{
    private const uint ReadMilliseconds = 100, TransferMilliseconds = 5000;
    private BlockingReads? _reads;
    private bool _isClosed;

    public string Description { get; } = description;

    /// <summary>Never: VISA does not say, save for serial lines.</summary>
    public bool HasBytes => false;

    /// <summary>Tells VISA how a serial line's bits look.</summary>
    public void SetUp(SerialSettings settings)
    {
        Require(library.Set(session, VisaStatus.BaudRateAttribute, (uint)settings.BaudRate), "setting the rate");
        Require(library.Set(session, VisaStatus.DataBitsAttribute, (uint)settings.DataBits), "setting the data bits");
        Require(library.Set(session, VisaStatus.ParityAttribute, (uint)settings.Parity), "setting the parity");
        Require(library.Set(session, VisaStatus.StopBitsAttribute, (uint)settings.StopBits * VisaStatus.StopBitsPerUnit), "setting the stop bits");
        Require(library.Set(session, VisaStatus.FlowControlAttribute, settings.FlowControl == SerialFlowControl.RtsCts ? VisaStatus.RtsCts : 0), "setting the flow control");
        Require(library.Set(session, VisaStatus.SerialEndAttribute, VisaStatus.SerialEndsWithLineFeed), "setting the end of replies");
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => TransferAsync("taking a command", () =>
    {
        var status = library.Write(session, message.Span, out var count);
        return status < 0 || count == message.Length ? status : throw new IOException($"{Description}: {count} of {message.Length} bytes were taken");
    }, cancellationToken);

    public ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _isClosed ? throw Closed() : (_reads ??= new BlockingReads(calls, Read)).NextAsync(buffer, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_isClosed) return;
        _isClosed = true;
        await calls.RunAsync(() => library.Close(session));
        calls.Dispose();
    }

    /// <summary>Sends something on the session's thread; returns when the instrument has taken it.</summary>
    protected async ValueTask TransferAsync(string what, Func<int> call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await RunAsync(() =>
        {
            Require(library.Set(session, VisaStatus.TimeoutAttribute, TransferMilliseconds), "setting the time-out");
            var status = call();
            Require(status, what);
            return status;
        });
    }

    /// <summary>Drops what was read and not fetched.</summary>
    protected ValueTask DropAsync() => _reads?.DropAsync() ?? ValueTask.CompletedTask;

    private ChannelRead? Read(byte[] bytes)
    {
        Require(library.Set(session, VisaStatus.TimeoutAttribute, ReadMilliseconds), "setting the time-out");
        var status = library.Read(session, bytes, out var count);
        if (status != VisaStatus.TimedOut) Require(status, "answering");
        var ends = marksEnds && status >= 0 && status is not VisaStatus.MoreToRead;
        return count > 0 || ends ? new ChannelRead(count, ends) : null;
    }

    private Task<T> RunAsync<T>(Func<T> call) => _isClosed ? throw Closed() : calls.RunAsync(call);

    private IOException Closed() => new($"{Description}: the session was closed");

    private void Require(int status, string what)
    {
        if (status >= 0) return;
        var cause = status switch
        {
            VisaStatus.ConnectionLost => "the connection was lost; check power and cable, then connect anew",
            VisaStatus.NoListeners => "no instrument has this address on the bus; check power, cable and address",
            VisaStatus.TimedOut => "the instrument does not take it; check its front panel",
            _ => "check cable and instrument",
        };
        throw new IOException($"{Description}: failed at {what}: {cause}; {library.Describe(session, status)}");
    }
}
