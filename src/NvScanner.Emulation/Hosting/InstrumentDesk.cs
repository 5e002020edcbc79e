namespace NvScanner.Emulation.Hosting;

/// <summary>Takes lines to one instrument, one at a time whatever the number of connections, and says what the line makes of its replies.</summary>
internal sealed class InstrumentDesk(ITextInstrument instrument, TimeProvider time)
{
    private readonly Lock _gate = new();
    private long _replies;

    public Mischief Mischief { get; set; } = Mischief.None;

    /// <summary>What comes back for a line; each reply is on its own way.</summary>
    public IEnumerable<ReplyScript> Take(string line)
    {
        IReadOnlyList<string> replies;
        lock (_gate) replies = instrument.Take(line);
        return replies.Select(reply => ReplyScript.Of(reply, instrument.Terminator, Mischief, (ulong)Interlocked.Increment(ref _replies)));
    }

    /// <summary>Plays what comes back for a line over a stream; returns with false when the connection has to be closed.</summary>
    public async ValueTask<bool> AnswerAsync(string line, Func<ReadOnlyMemory<byte>, ValueTask> sendAsync, CancellationToken end)
    {
        foreach (var script in Take(line))
        {
            await WaitAsync(script.Wait, end);
            for (var piece = 0; piece < script.Pieces.Count; piece++)
            {
                if (piece > 0) await WaitAsync(TimeSpan.FromMilliseconds(1), end);
                await sendAsync(script.Pieces[piece]);
            }
            if (script.ThenDisconnect) return false;
        }
        return true;
    }

    /// <summary>Waits on the emulator's clock; returns when the duration has passed.</summary>
    public async ValueTask WaitAsync(TimeSpan duration, CancellationToken end)
    {
        if (duration <= TimeSpan.Zero) return;
#pragma warning disable RS0030 // this project refers to no other, hence not to the program's own wait
        await Task.Delay(duration, time, end);
#pragma warning restore RS0030
    }
}
