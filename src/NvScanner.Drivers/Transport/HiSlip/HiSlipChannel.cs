namespace NvScanner.Drivers.Transport.HiSlip;

/// <summary>An open session. Requests are numbered, and a reply carries the number of its request: others are dropped.</summary>
internal sealed class HiSlipChannel(HiSlipConnection synchronous, HiSlipConnection asynchronous, int longestPayload, string description) : IClearableChannel
{
    private const uint FirstNumber = 0xFFFF_FF00, Step = 2;
    private uint _next = FirstNumber;
    private bool _isReplyDelivered;
    private HiSlipHeader? _reading;
    private bool _isClearing;

    public string Description { get; } = description;

    /// <summary>Never: a reply that came unasked would carry another number and be dropped.</summary>
    public bool HasBytes => false;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        do
        {
            var piece = message[..Math.Min(message.Length, longestPayload)];
            message = message[piece.Length..];
            var number = _next;
            _next = unchecked(_next + Step);
            // says whether the previous reply has been read to its end
            var control = (byte)(_isReplyDelivered ? 1 : 0);
            _isReplyDelivered = false;
            await synchronous.SendAsync(message.Length > 0 ? HiSlipMessage.Data : HiSlipMessage.DataEnd, control, number, piece, cancellationToken);
        }
        while (message.Length > 0);
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_reading is { } message)
            {
                var count = await synchronous.ReadAsync(buffer, cancellationToken);
                var messageEnds = synchronous.PayloadLeft == 0;
                if (messageEnds) _reading = null;
                var replyEnds = messageEnds && message.Type == HiSlipMessage.DataEnd;
                if (replyEnds) _isReplyDelivered = true;
                if (count > 0 || replyEnds) return new ChannelRead(count, replyEnds);
            }
            else
            {
                var next = await synchronous.NextAsync(cancellationToken);
                if (next.Type is HiSlipMessage.Data or HiSlipMessage.DataEnd && next.Parameter == unchecked(_next - Step)) _reading = next;
            }
        }
    }

    public async ValueTask ClearAsync(CancellationToken cancellationToken)
    {
        // acknowledgements carry no number: that of an earlier clear would be taken for this one's
        if (_isClearing) throw new IOException($"{Description}: a clear was given up half way; the session has to be opened anew");
        _isClearing = true;
        await asynchronous.SendAsync(HiSlipMessage.AsyncDeviceClear, 0, 0, default, cancellationToken);
        while ((await asynchronous.NextAsync(cancellationToken)).Type != HiSlipMessage.AsyncDeviceClearAcknowledge) { }
        _reading = null;
        await synchronous.SendAsync(HiSlipMessage.DeviceClearComplete, 0, 0, default, cancellationToken);
        while ((await synchronous.NextAsync(cancellationToken)).Type != HiSlipMessage.DeviceClearAcknowledge) { }
        (_next, _isReplyDelivered, _isClearing) = (FirstNumber, false, false);
    }

    public async ValueTask DisposeAsync()
    {
        await synchronous.DisposeAsync();
        await asynchronous.DisposeAsync();
    }
}
