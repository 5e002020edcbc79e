namespace NvScanner.Emulation.Hosting;

/// <summary>A client's link to the emulated device: what it has written of a command, and the replies that it has not read.</summary>
internal sealed class Vxi11Link(uint number, OutputQueue output)
{
    public const uint NotAccessible = 3, BadLink = 4, Parameter = 5, NotSupported = 8, TimedOut = 15, Aborted = 23;

    private const uint CountReached = 1, EndReached = 4;
    private readonly List<byte> _command = [];
    private readonly Lock _gate = new();
    private OutputPiece _rest;
    private CancellationTokenSource? _reading;

    public uint Number => number;

    public OutputQueue Output => output;

    public void Write(ReadOnlySpan<byte> piece, bool ends)
    {
        _command.AddRange(piece);
        if (!ends) return;
        output.Take([.. _command]);
        _command.Clear();
    }

    /// <summary>Returns with some bytes and why there are not more; <see cref="OperationCanceledException"/> when it is given up.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Bytes, uint Reason)> ReadAsync(int requested, CancellationToken end)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(end);
        lock (_gate) _reading = reading;
        try
        {
            if (_rest.Bytes.IsEmpty) _rest = await output.ReadAsync(reading.Token);
            var piece = _rest;
            if (piece.Bytes.Length > requested)
            {
                _rest = piece with { Bytes = piece.Bytes[requested..] };
                return (piece.Bytes[..requested], CountReached);
            }
            _rest = default;
            return (piece.Bytes, piece.EndsReply ? EndReached : 0);
        }
        finally
        {
            lock (_gate) _reading = null;
        }
    }

    public void Clear()
    {
        _command.Clear();
        _rest = default;
        output.Clear();
    }

    public void Abort()
    {
        lock (_gate) _reading?.Cancel();
    }
}
