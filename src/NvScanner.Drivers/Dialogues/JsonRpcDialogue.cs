using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NvScanner.Abstractions.Instruments;

namespace NvScanner.Drivers.Dialogues;

/// <summary>
/// Calls to an instrument by JSON-RPC 2.0 over HTTP POST, one at a time. A call that was given up ends its connection, and a reply carries the number of
/// its call: none answers another. Nothing stays open between calls, so a restart of the instrument shows in its answers only. Safe for any thread.
/// </summary>
public sealed class JsonRpcDialogue : IAsyncDisposable
{
    private const int LongestReply = 16 << 20;
    private readonly InstrumentId _id;
    private readonly Uri _endpoint;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly DialogueTrace _trace;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _gate = new();
    private CancellationTokenSource? _underWay;
    private long _number;

    /// <summary>Opens nothing yet; <paramref name="deadline"/> is how long a call may take unless it says otherwise.</summary>
    public JsonRpcDialogue(InstrumentId id, Uri endpoint, TimeSpan deadline, TimeProvider time, DialogueTrace trace)
    {
        (_id, _endpoint, _deadline, _time, _trace) = (id, endpoint, deadline, time, trace);
        // an instrument is in the room, not behind the institute's proxy
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestReply };
    }

    /// <summary>Where the instrument is, as errors name it.</summary>
    public string Place => _endpoint.ToString();

    /// <summary>Calls a method with parameters by position; returns with its result. Throws <see cref="InstrumentTimeoutException"/>, <see cref="InstrumentConnectionException"/>, or <see cref="InstrumentReplyException"/> with the instrument's own error.</summary>
    public ValueTask<JsonElement> CallAsync(string method, JsonArray parameters, CancellationToken cancellationToken) => CallAsync(method, parameters, _deadline, cancellationToken);

    /// <summary>The same with a deadline of its own, for long uploads.</summary>
    public async ValueTask<JsonElement> CallAsync(string method, JsonArray parameters, TimeSpan deadline, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var started = _time.GetTimestamp();
        using CancellationTokenSource late = new(deadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        lock (_gate) _underWay = either;
        try
        {
            var number = ++_number;
            var call = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = number, ["method"] = method, ["params"] = parameters.DeepClone() };
            return Result(method, number, await PostAsync(method, Encoding.UTF8.GetBytes(call.ToJsonString()), either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw late.IsCancellationRequested
                ? new InstrumentTimeoutException(_id, $"the reply to '{method}' from {Place}", _time.GetElapsedTime(started))
                : new InstrumentException(_id, $"'{method}' was interrupted, because the instrument is being made safe");
        }
        catch (HttpRequestException failure)
        {
            throw new InstrumentConnectionException(_id, $"{Place}: {Explain(failure)}", failure);
        }
        finally
        {
            lock (_gate) _underWay = null;
            _turn.Release();
        }
    }

    /// <summary>Ends the call under way, whose caller gets an <see cref="InstrumentException"/>: nothing may hold up what makes the instrument safe.</summary>
    public void Interrupt()
    {
        lock (_gate) _underWay?.Cancel();
    }

    /// <summary>Closes what is open; never throws.</summary>
    public ValueTask DisposeAsync()
    {
        Interrupt();
        _http.Dispose();
        _trace.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<byte[]> PostAsync(string method, byte[] call, CancellationToken cancellationToken)
    {
        _trace.Sent(call);
        using ByteArrayContent content = new(call);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await _http.PostAsync(_endpoint, content, cancellationToken);
        var reply = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        _trace.Received(reply);
        if (!response.IsSuccessStatusCode) throw new InstrumentReplyException(_id, method, $"HTTP {(int)response.StatusCode} {response.ReasonPhrase}");
        return reply;
    }

    private JsonElement Result(string method, long number, byte[] reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var root = document.RootElement;
            if (root.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object) throw new InstrumentReplyException(_id, method, "error " + error.GetRawText());
            if (!IsNumber(root.GetProperty("id"), number)) throw new InstrumentReplyException(_id, method, $"the reply to another call: {DialogueTrace.Escape(reply)}");
            return root.GetProperty("result").Clone();
        }
        catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InstrumentReplyException(_id, method, DialogueTrace.Escape(reply));
        }
    }

    // some servers return the number as text
    private static bool IsNumber(JsonElement id, long number) => id.ValueKind switch
    {
        JsonValueKind.Number => id.TryGetInt64(out var got) && got == number,
        JsonValueKind.String => id.GetString() == FormattableString.Invariant($"{number}"),
        _ => false,
    };

    private static string Explain(HttpRequestException failure) => failure.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the name is not known; write the instrument's address, or mend the name service",
        HttpRequestError.ConnectionError => "nothing answers there, or it refuses the port; check power, cable, address and port",
        HttpRequestError.InvalidResponse => "what answers there does not speak HTTP; check address and port",
        _ => $"the connection was lost ({failure.Message}); check power and cable",
    };
}
