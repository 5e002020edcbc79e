using System.Text;
using NvScanner.Abstractions.Instruments;
using NvScanner.Abstractions.Time;
using NvScanner.Drivers.Transport;

namespace NvScanner.Drivers.Dialogues;

/// <summary>
/// Requests and replies over one connection: one request in flight, each with its deadline. After a reply that failed to come the line is
/// brought into step again before the next request, so that a late reply never answers another question. A lost connection stays lost
/// until <see cref="OpenAsync"/>: the instrument may have been restarted meanwhile, and only its driver knows what to set anew. Safe for any thread.
/// </summary>
public sealed class InstrumentDialogue(InstrumentId id, IChannelOpener opener, DialogueSettings settings, TimeProvider time, DialogueTrace trace) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ReplyBuffer _received = new(settings.LongestReply);
    private readonly Lock _gate = new();
    private IByteChannel? _channel;
    private bool _inStep = true;
    private CancellationTokenSource? _underWay;

    /// <summary>Where the instrument is, as errors name it.</summary>
    public string Place => opener.Description;

    /// <summary>Opens the connection, anew if it was open; returns when requests can be made. Throws <see cref="InstrumentConnectionException"/>.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CloseAsync();
            await OpenChannelAsync(cancellationToken);
            _inStep = opener.StartsEmpty;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a command that has no reply; returns when it is sent.</summary>
    public async ValueTask SendAsync(string command, CancellationToken cancellationToken) =>
        await ExchangeAsync(Encode(command), command, null, settings.Deadline, cancellationToken);

    /// <summary>Sends a query; returns with its line, trimmed. Throws <see cref="InstrumentTimeoutException"/> when the deadline passes.</summary>
    public ValueTask<string> AskAsync(string query, CancellationToken cancellationToken) => AskAsync(query, settings.Deadline, cancellationToken);

    /// <summary>The same with a deadline of its own.</summary>
    public async ValueTask<string> AskAsync(string query, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var reply = await ExchangeAsync(Encode(query), query, settings.Replies, deadline, cancellationToken);
        return Ascii.IsValid(reply)
            ? Encoding.ASCII.GetString(reply)
            : throw new InstrumentReplyException(id, query, DialogueTrace.Escape(reply));
    }

    /// <summary>Sends bytes; returns with the content of the reply that <paramref name="framing"/> finds, empty when it is null. <paramref name="name"/> stands for the request in errors.</summary>
    public async ValueTask<byte[]> ExchangeAsync(ReadOnlyMemory<byte> request, string name, IReplyFraming? framing, TimeSpan deadline, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var started = time.GetTimestamp();
        using CancellationTokenSource late = new(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        lock (_gate) _underWay = either;
        try
        {
            await ComeIntoStepAsync(either.Token);
            _inStep = false;
            trace.Sent(request.Span);
            await _channel!.WriteAsync(request, either.Token);
            var reply = framing is null ? [] : await ReceiveAsync(framing, name, either.Token);
            _inStep = true;
            return reply;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw late.IsCancellationRequested
                ? new InstrumentTimeoutException(id, $"the reply to '{name}' from {Place}", time.GetElapsedTime(started))
                : new InstrumentException(id, $"'{name}' was interrupted, because the instrument is being made safe");
        }
        catch (IOException failure)
        {
            await CloseAsync();
            throw new InstrumentConnectionException(id, failure.Message, failure);
        }
        finally
        {
            lock (_gate) _underWay = null;
            _turn.Release();
        }
    }

    /// <summary>Ends the request under way, whose caller gets an <see cref="InstrumentException"/>: nothing may hold up what makes the instrument safe.</summary>
    public void Interrupt()
    {
        lock (_gate) _underWay?.Cancel();
    }

    /// <summary>Closes the connection; never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        Interrupt();
        await CloseAsync();
        trace.Dispose();
    }

    private ReadOnlyMemory<byte> Encode(string command) => Encoding.ASCII.GetBytes(command + settings.Terminator);

    private async ValueTask<byte[]> ReceiveAsync(IReplyFraming framing, string name, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await _channel!.ReadAsync(_received.Free(), cancellationToken);
                trace.Received(_received.Take(read.Count));
                if (framing.Find(_received.Bytes, read.EndOfMessage) is { } extent) return _received.Cut(extent);
                if (_received.IsFull) throw new FormatException("it does not end");
            }
        }
        catch (FormatException)
        {
            throw new InstrumentReplyException(id, name, DialogueTrace.Escape(_received.Bytes));
        }
    }

    // what is left of earlier replies is thrown away; after a failure nothing that still comes is believed
    private async ValueTask ComeIntoStepAsync(CancellationToken cancellationToken)
    {
        if (_channel is null) throw new IOException($"{Place}: there is no connection; connect the instrument (anew)");
        if (!_inStep && opener.StartsEmpty)
        {
            await CloseAsync();
            await OpenChannelAsync(cancellationToken);
        }
        else if (!_inStep)
        {
            await DrainAsync(cancellationToken);
        }

        await DropUnaskedAsync(cancellationToken);
        _inStep = true;
    }

    private async ValueTask DropUnaskedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_received.Bytes.ContainsAnyExcept("\r\n "u8)) trace.Note($"nobody had asked for '{DialogueTrace.Escape(_received.Bytes)}'");
            _received.Clear();
            if (!_channel!.HasBytes) return;
            _received.Take((await _channel.ReadAsync(_received.Free(), cancellationToken)).Count);
        }
    }

    private async ValueTask DrainAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _received.Clear();
            using CancellationTokenSource silent = new(settings.Silence, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellationToken);
            try
            {
                var read = await _channel!.ReadAsync(_received.Free(), either.Token);
                trace.Note($"came late: '{DialogueTrace.Escape(_received.Take(read.Count))}'");
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async ValueTask OpenChannelAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(settings.OpeningDeadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            _channel = await opener.OpenAsync(either.Token);
            trace.Note($"opened {Place}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InstrumentConnectionException(id, $"{Place} does not answer within {settings.OpeningDeadline.TotalSeconds:G3} s; check power, cable and address");
        }
        catch (IOException failure)
        {
            throw new InstrumentConnectionException(id, failure.Message, failure);
        }
    }

    private async ValueTask CloseAsync()
    {
        _received.Clear();
        if (Interlocked.Exchange(ref _channel, null) is not { } channel) return;
        await channel.DisposeAsync();
        trace.Note($"closed {Place}");
    }
}
