using NvScanner.Drivers.Transport;

namespace NvScanner.Drivers.Tests.Transport;

/// <summary>Replays bytes in pieces of a given size and keeps what was written.</summary>
internal sealed class RecordedChannel(byte[] replies, int pieceLength) : IByteChannel
{
    private int _position;

    public List<byte> Written { get; } = [];

    public string Description => "recorded";

    public bool HasBytes => _position < replies.Length;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        Written.AddRange(message.Span);
        return ValueTask.CompletedTask;
    }

    public ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = Math.Min(Math.Min(pieceLength, buffer.Length), replies.Length - _position);
        if (count == 0) throw new IOException("the recording has ended");
        replies.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return ValueTask.FromResult(new ChannelRead(count, EndOfMessage: false));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
