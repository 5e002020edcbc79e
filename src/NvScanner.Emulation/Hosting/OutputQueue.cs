using System.Threading.Channels;

namespace NvScanner.Emulation.Hosting;

/// <summary>The output queue of a message-based instrument (IEEE 488.2, 6.1.10): replies on their way, until they are read or cleared.</summary>
internal sealed class OutputQueue(InstrumentDesk desk)
{
    private Channel<OutputPiece> _pieces = Channel.CreateUnbounded<OutputPiece>();
    private CancellationTokenSource _sending = new();
    private Task _previous = Task.CompletedTask;

    /// <summary>Whether a reply asked for the connection to be cut; then nothing more comes.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Takes a command message with its number; its reply comes into the queue as the line's mischief has it, after those before it.</summary>
    public void Take(ReadOnlySpan<byte> message, uint request = 0)
    {
        foreach (var line in LineCutter.Lines(message)) _previous = SendAsync(line, request, _previous, _pieces, _sending.Token);
    }

    /// <summary>Whether something can be read at once.</summary>
    public bool HasBytes => _pieces.Reader.TryPeek(out _);

    /// <summary>Returns when a piece can be read. Throws <see cref="ChannelClosedException"/> when the queue is cleared or cut meanwhile.</summary>
    public async ValueTask WaitAsync(CancellationToken end)
    {
        if (!await _pieces.Reader.WaitToReadAsync(end)) throw new ChannelClosedException();
    }

    /// <summary>Takes the next piece if there is one.</summary>
    public bool TryRead(out OutputPiece piece) => _pieces.Reader.TryRead(out piece);

    /// <summary>The next piece of a reply; returns when there is one. Throws <see cref="ChannelClosedException"/> when the queue is cleared or cut meanwhile.</summary>
    public ValueTask<OutputPiece> ReadAsync(CancellationToken end) => _pieces.Reader.ReadAsync(end);

    /// <summary>Drops replies in the queue and on their way.</summary>
    public void Clear()
    {
        _sending.Cancel();
        _pieces.Writer.TryComplete();
        (_pieces, _sending, _previous) = (Channel.CreateUnbounded<OutputPiece>(), new CancellationTokenSource(), Task.CompletedTask);
    }

    private async Task SendAsync(string line, uint request, Task previous, Channel<OutputPiece> pieces, CancellationToken cleared)
    {
        await previous;
        try
        {
            foreach (var script in desk.Take(line))
            {
                await desk.WaitAsync(script.Wait, cleared);
                for (var piece = 0; piece < script.Pieces.Count; piece++)
                {
                    if (piece > 0) await desk.WaitAsync(TimeSpan.FromMilliseconds(1), cleared);
                    pieces.Writer.TryWrite(new OutputPiece(script.Pieces[piece], piece == script.Pieces.Count - 1 && !script.ThenDisconnect, request));
                }
                if (!script.ThenDisconnect) continue;
                IsCut = true;
                pieces.Writer.TryComplete();
            }
        }
        catch (OperationCanceledException)
        {
            // cleared
        }
    }
}
