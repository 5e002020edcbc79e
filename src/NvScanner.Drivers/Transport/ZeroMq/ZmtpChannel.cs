using System.Buffers.Binary;
using System.Text;

namespace NvScanner.Drivers.Transport.ZeroMq;

/// <summary>An open REQ connection. Each message is one command or one reply; the empty frame that REQ and REP put before it stays inside.</summary>
internal sealed class ZmtpChannel(IByteChannel tcp, string description) : IByteChannel
{
    private const byte More = 1, Long = 2, Command = 4;
    private const int GreetingLength = 64, LongestFrame = 64 << 20;
    private const string RequestSocket = "REQ", ReplySocket = "REP", RouterSocket = "ROUTER", Ready = "READY";
    private byte[] _bytes = new byte[4096];
    private int _count;
    private ReadOnlyMemory<byte> _rest;
    private bool _restEndsMessage;
    private bool _isInMessage;

    public string Description { get; } = description;

    public bool HasBytes => _rest.Length > 0 || _count > 0 || tcp.HasBytes;

    /// <summary>Agrees with the other side on protocol, security and kinds of sockets; returns when messages can be sent.</summary>
    public async ValueTask GreetAsync(CancellationToken cancellationToken)
    {
        // signature, version 3.0, mechanism NULL, not a server
        byte[] greeting = [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];
        await tcp.WriteAsync(greeting, cancellationToken);
        while (_count < GreetingLength) await ReceiveAsync(cancellationToken);
        if (_bytes[0] != 0xFF || (_bytes[9] & 1) == 0 || _bytes[10] < 3 || !_bytes.AsSpan(12, 20).TrimEnd((byte)0).SequenceEqual("NULL"u8))
            throw Wrong("does not speak ZeroMQ (ZMTP 3 without passwords)");
        Drop(GreetingLength);

        byte[] metadata = [.. Text(Ready), .. Text("Socket-Type"), 0, 0, 0, (byte)RequestSocket.Length, .. Encoding.ASCII.GetBytes(RequestSocket)];
        await tcp.WriteAsync((byte[])[Command, (byte)metadata.Length, .. metadata], cancellationToken);
        var answer = await NextAsync(cancellationToken);
        var text = Encoding.ASCII.GetString(answer.Content);
        if (!answer.IsCommand || !text.Contains(Ready, StringComparison.Ordinal)) throw Wrong($"refuses the connection ('{text}')");
        if (!text.Contains(ReplySocket, StringComparison.Ordinal) && !text.Contains(RouterSocket, StringComparison.Ordinal))
            throw Wrong("has no socket that answers requests (REP) on this port");
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        byte[] head = message.Length <= byte.MaxValue ? [0, (byte)message.Length] : [Long, .. BigEndian((ulong)message.Length)];
        // the empty frame first, as REP expects it
        await tcp.WriteAsync((byte[])[More, 0, .. head, .. message.Span], cancellationToken);
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_rest.IsEmpty)
        {
            var frame = await NextAsync(cancellationToken);
            if (frame.IsCommand) continue;
            var isDelimiter = !_isInMessage && frame.HasMore && frame.Content.Length == 0;
            _isInMessage = frame.HasMore;
            if (isDelimiter) continue;
            (_rest, _restEndsMessage) = (frame.Content, !frame.HasMore);
            if (_rest.IsEmpty && _restEndsMessage) return new ChannelRead(0, EndOfMessage: true);
        }

        var count = Math.Min(_rest.Length, buffer.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new ChannelRead(count, _rest.IsEmpty && _restEndsMessage);
    }

    public ValueTask DisposeAsync() => tcp.DisposeAsync();

    // a wait that is called off keeps what has come
    private async ValueTask<ZmtpFrame> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TakeFrame() is { } frame) return frame;
            await ReceiveAsync(cancellationToken);
        }
    }

    private ZmtpFrame? TakeFrame()
    {
        if (_count < 2) return null;
        var flags = _bytes[0];
        if ((flags & ~(More | Long | Command)) != 0) throw Wrong("sent what is no frame of ZeroMQ");
        var isLong = (flags & Long) != 0;
        var head = isLong ? 9 : 2;
        if (_count < head) return null;
        var length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(_bytes.AsSpan(1)) : _bytes[1];
        if (length > LongestFrame) throw Wrong("sent a frame that is too long");
        if (_count < head + (int)length) return null;
        var content = _bytes.AsSpan(head, (int)length).ToArray();
        Drop(head + content.Length);
        return new ZmtpFrame((flags & Command) != 0, (flags & More) != 0, content);
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        if (_count == _bytes.Length) Array.Resize(ref _bytes, 2 * _bytes.Length);
        _count += (await tcp.ReadAsync(_bytes.AsMemory(_count), cancellationToken)).Count;
    }

    private void Drop(int count)
    {
        _count -= count;
        _bytes.AsSpan(count, _count).CopyTo(_bytes);
    }

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    private static byte[] BigEndian(ulong number)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, number);
        return bytes;
    }

    private IOException Wrong(string why) => new($"{Description}: what answers there {why}; check address and port");
}
