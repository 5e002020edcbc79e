namespace NvScanner.Drivers.Transport.Native;

/// <summary>Reads that block for a while each, on a thread of their own. A wait that is called off ends at once; what its read still brings is kept for the next one.</summary>
/// <param name="calls">The thread.</param>
/// <param name="read">Reads into an array; null when nothing came in time.</param>
internal sealed class BlockingReads(BlockingCalls calls, Func<byte[], ChannelRead?> read)
{
    private readonly byte[] _bytes = new byte[64 << 10];
    private Task<ChannelRead?>? _underWay;
    private ReadOnlyMemory<byte> _rest;
    private bool _restEndsMessage;

    public async ValueTask<ChannelRead> NextAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_rest.IsEmpty)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _underWay ??= calls.RunAsync(() => read(_bytes));
            await Task.WhenAny(_underWay).WaitAsync(cancellationToken);
            if (await Finished() is not { } piece) continue;
            (_rest, _restEndsMessage) = (_bytes.AsMemory(0, piece.Count), piece.EndOfMessage);
            if (piece is { Count: 0, EndOfMessage: true }) return piece;
        }

        var count = Math.Min(_rest.Length, buffer.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new ChannelRead(count, _rest.IsEmpty && _restEndsMessage);
    }

    /// <summary>Drops what was read and not fetched, also by the read under way; returns when that has ended.</summary>
    public async ValueTask DropAsync()
    {
        if (_underWay is not null) await Finished();
        _rest = default;
    }

    private Task<ChannelRead?> Finished()
    {
        var finished = _underWay!;
        _underWay = null;
        return finished;
    }
}
