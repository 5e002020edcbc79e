using System.Threading.Channels;

namespace NvScanner.Emulation.Hosting;

/// <summary>
/// Puts a text instrument on a tty of this machine, through a pseudo terminal: everything that a program does with a serial port works on it,
/// save that bits have no rate and no parity. A reply that <see cref="Hosting.Mischief.DisconnectOneIn"/> cuts stays cut: a serial line has no connection that could end.
/// </summary>
public sealed class PtyTextHost : ITextHost
{
    private const int PollMilliseconds = 20;
    private readonly InstrumentDesk _desk;
    private readonly Pty _pty = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource _end = new();
    private readonly Thread _reader;
    private readonly Task _answering;

    /// <summary>Opens the tty at once. Throws <see cref="PlatformNotSupportedException"/> on other systems than Linux.</summary>
    public PtyTextHost(ITextInstrument instrument, TimeProvider time)
    {
        _desk = new InstrumentDesk(instrument, time);
        _reader = new Thread(Read) { IsBackground = true, Name = "emulator on " + _pty.Name };
        _reader.Start();
        _answering = Task.Run(AnswerAsync);
    }

    /// <summary>The tty, for example /dev/pts/3.</summary>
    public string Port => _pty.Name;

    /// <inheritdoc />
    public string Address => $"ASRL{Port}::INSTR";

    /// <inheritdoc />
    public Mischief Mischief
    {
        get => _desk.Mischief;
        set => _desk.Mischief = value;
    }

    /// <summary>Always 0: who has a tty open is not to be seen from its other side.</summary>
    public int Connections => 0;

    /// <summary>Pulls the plug: the tty is gone for good.</summary>
    public void DropConnections()
    {
        _end.Cancel();
        _reader.Join();
        _answering.GetAwaiter().GetResult();
        _pty.Dispose();
    }

    /// <summary>Removes the tty; returns when nothing runs any more.</summary>
    public ValueTask DisposeAsync()
    {
        if (!_end.IsCancellationRequested) DropConnections();
        return ValueTask.CompletedTask;
    }

    // on the thread
    private void Read()
    {
        LineCutter cutter = new();
        var bytes = new byte[4096];
        while (!_end.IsCancellationRequested)
        {
            var count = _pty.Read(bytes, PollMilliseconds);
            foreach (var line in cutter.Add(bytes.AsSpan(0, count))) _lines.Writer.TryWrite(line);
        }
        _lines.Writer.TryComplete();
    }

    private async Task AnswerAsync()
    {
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(_end.Token))
                await _desk.AnswerAsync(line, SendAsync, _end.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException)
        {
            // unplugged
        }
    }

    private ValueTask SendAsync(ReadOnlyMemory<byte> piece)
    {
        while (piece.Length > 0 && !_end.IsCancellationRequested) piece = piece[_pty.Write(piece.Span, PollMilliseconds)..];
        return ValueTask.CompletedTask;
    }
}
