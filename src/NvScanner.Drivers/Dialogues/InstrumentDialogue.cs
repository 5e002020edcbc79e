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
    private int _sentinelsDue;
    private CancellationTokenSource? _underWay;

    /// <summary>Where the instrument is, as errors name it.</summary>
    public string Place => opener.Description;

    /// <summary>The question with a known answer, once there is one; used where the line cannot be cleared or opened anew (serial).</summary>
    public Sentinel? Sentinel { get; set; }

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
        using CancellationTokenSource late = new(_inStep ? deadline : deadline + settings.Silence + GiveUp, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        lock (_gate) _underWay = either;
        try
        {
            // what has no reply needs no line in step: a command that makes safe does not wait for late replies
            if (framing is not null || opener.StartsEmpty) await ComeIntoStepAsync(either.Token);
            late.CancelAfter(deadline);
            var inStep = _inStep;
            _inStep = false;
            if (framing is not null && name == Sentinel?.Query) _sentinelsDue++;
            trace.Sent(request.Span);
            await Channel.WriteAsync(request, either.Token);
            var reply = framing is null ? [] : await ReceiveAsync(framing, name, either.Token);
            _inStep = inStep;
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

    private IByteChannel Channel => _channel ?? throw new IOException($"{Place}: there is no connection; connect the instrument (anew)");

    // after so long a silence no reply is on its way any more
    private TimeSpan GiveUp => settings.Deadline > 10 * settings.Silence ? settings.Deadline : 10 * settings.Silence;

    private ReadOnlyMemory<byte> Encode(string command) => Encoding.ASCII.GetBytes(command + settings.Terminator);

    private async ValueTask<byte[]> ReceiveAsync(IReplyFraming framing, string name, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await Channel.ReadAsync(_received.Free(), cancellationToken);
                trace.Received(_received.Take(read.Count));
                while (framing.Find(_received.Bytes, read.EndOfMessage) is { } extent)
                {
                    var reply = _received.Cut(extent);
                    var isSentinels = IsSentinelsReply(reply);
                    if (isSentinels && _sentinelsDue > 0) _sentinelsDue--;
                    if (!isSentinels || name == Sentinel!.Query || opener.StartsEmpty) return reply;
                    trace.Note($"came late: '{DialogueTrace.Escape(reply)}'");
                }

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
        if (!_inStep)
        {
            if (Channel is IClearableChannel clearable && await TryClearAsync(clearable, cancellationToken))
            {
                trace.Note($"cleared {Place}");
            }
            else if (opener.StartsEmpty)
            {
                await CloseAsync();
                await OpenChannelAsync(cancellationToken);
            }
            else
            {
                await DropUntilSilentAsync(settings.Silence, cancellationToken);
                if (Sentinel is not null) await AwaitSentinelAsync(Sentinel, cancellationToken);
            }
        }

        await DropUnaskedAsync(cancellationToken);
        _inStep = true;
    }

    // a clear that fails is no harm where a new connection does the same
    private async ValueTask<bool> TryClearAsync(IClearableChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            await channel.ClearAsync(cancellationToken);
            return true;
        }
        catch (IOException failure) when (opener.StartsEmpty)
        {
            trace.Note($"clearing failed: {failure.Message}");
            return false;
        }
    }

    private async ValueTask DropUnaskedAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_received.Bytes.ContainsAnyExcept("\r\n "u8)) trace.Note($"nobody had asked for '{DialogueTrace.Escape(_received.Bytes)}'");
            _received.Clear();
            if (!Channel.HasBytes) return;
            _received.Take((await Channel.ReadAsync(_received.Free(), cancellationToken)).Count);
        }
    }

    private async ValueTask DropUntilSilentAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        _received.Clear();
        while (await ReadUnlessSilentAsync(silence, cancellationToken)) { }
    }

    // Every sentinel that was ever sent may still be answered. Only when all of them are is the line in step for certain; one that was lost on
    // its way is given up when the line has been silent for long.
    private async ValueTask AwaitSentinelAsync(Sentinel sentinel, CancellationToken cancellationToken)
    {
        _received.Clear();
        var due = ++_sentinelsDue;
        var request = Encode(sentinel.Query);
        trace.Sent(request.Span);
        await Channel.WriteAsync(request, cancellationToken);
        while (_sentinelsDue > 0)
        {
            if (!await ReadUnlessSilentAsync(_sentinelsDue < due ? GiveUp : Timeout.InfiniteTimeSpan, cancellationToken)) _sentinelsDue = 0;
        }
    }

    // reads what nobody waits for, noting which of it are replies to sentinels; false when the line was silent for so long
    private async ValueTask<bool> ReadUnlessSilentAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        using CancellationTokenSource silent = new(silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, cancellationToken);
        try
        {
            var read = await Channel.ReadAsync(_received.Free(), either.Token);
            trace.Note($"came late: '{DialogueTrace.Escape(_received.Take(read.Count))}'");
            while (_sentinelsDue > 0 && settings.Replies.Find(_received.Bytes, read.EndOfMessage) is { } line)
            {
                if (IsSentinelsReply(_received.Cut(line))) _sentinelsDue--;
            }

            if (_received.IsFull) _received.Clear();
            return true;
        }
        catch (FormatException)
        {
            _received.Clear();
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool IsSentinelsReply(ReadOnlySpan<byte> reply) => Sentinel is not null && Ascii.Equals(reply, Sentinel.Reply);

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
