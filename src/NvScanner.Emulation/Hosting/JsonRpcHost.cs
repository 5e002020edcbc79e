using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts an instrument behind JSON-RPC 2.0 over HTTP/1.1 POST, on any path; connections stay open between calls.</summary>
public sealed class JsonRpcHost : IAsyncDisposable
{
    private const int LongestCall = 64 << 20;
    private readonly InstrumentDesk _desk;
    private readonly TcpServer _server;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public JsonRpcHost(IJsonRpcInstrument instrument, TimeProvider time, int port = 0)
    {
        _desk = new InstrumentDesk(new Calls(instrument), time);
        _server = new TcpServer(port, ServeAsync);
    }

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <summary>Address for the profile's option `address`.</summary>
    public string Address => FormattableString.Invariant($"TCPIP::127.0.0.1::{Port}::SOCKET");

    /// <summary>How the line behaves from the next reply on.</summary>
    public Mischief Mischief
    {
        get => _desk.Mischief;
        set => _desk.Mischief = value;
    }

    /// <summary>Connections open now.</summary>
    public int Connections => _server.Connections;

    /// <summary>Ends every connection, as a power failure does.</summary>
    public void DropConnections() => _server.DropConnections();

    /// <summary>Closes the port and every connection; returns when all have ended.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        BufferedStream input = new(stream);
        while (await ReadHeadAsync(input, end) is { } head)
        {
            if (!head[0].StartsWith("POST ", StringComparison.Ordinal) || LengthOf(head) is not { } length || length > LongestCall)
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), end);
                return;
            }

            if (head.Any(line => line.Equals("Expect: 100-continue", StringComparison.OrdinalIgnoreCase))) await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), end);
            var call = Encoding.UTF8.GetString(await BigEndian.ReadExactlyAsync(input, length, end));
            foreach (var script in _desk.Take(call))
            {
                if (!await ReplyAsync(stream, script, end)) return;
            }
        }
    }

    private async ValueTask<bool> ReplyAsync(NetworkStream stream, ReplyScript script, CancellationToken end)
    {
        if (script.IsLost) return true;
        await _desk.WaitAsync(script.Wait, end);
        // a body that is cut is shorter than its length says
        var length = script.Pieces.Sum(piece => piece.Length) + (script.ThenDisconnect ? 1 : 0);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n")), end);
        for (var piece = 0; piece < script.Pieces.Count; piece++)
        {
            if (piece > 0) await _desk.WaitAsync(TimeSpan.FromMilliseconds(1), end);
            await stream.WriteAsync(script.Pieces[piece], end);
        }
        return !script.ThenDisconnect;
    }

    private static async ValueTask<List<string>?> ReadHeadAsync(Stream input, CancellationToken end)
    {
        List<string> lines = [];
        StringBuilder line = new();
        var value = new byte[1];
        while (await input.ReadAsync(value, end) == 1)
        {
            if (value[0] != (byte)'\n')
            {
                line.Append((char)value[0]);
                continue;
            }
            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length > 0) lines.Add(text);
            else if (lines.Count > 0) return lines;
        }
        return null;
    }

    private static int? LengthOf(List<string> head)
    {
        const string name = "Content-Length:";
        var line = head.Find(text => text.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return line is not null && int.TryParse(line.AsSpan(name.Length), NumberStyles.Integer, CultureInfo.InvariantCulture, out var length) && length >= 0 ? length : null;
    }

    /// <summary>A call is a line whose reply is a line: so the mischief of lines serves here, too.</summary>
    private sealed class Calls(IJsonRpcInstrument instrument) : ITextInstrument
    {
        public string Terminator => "";

        public IReadOnlyList<string> Take(string line)
        {
            JsonNode? id = null;
            try
            {
                var call = JsonNode.Parse(line)!.AsObject();
                id = call["id"]?.DeepClone();
                var result = instrument.Call(call["method"]!.GetValue<string>(), call["params"]?.AsArray() ?? []);
                return [new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = result }.ToJsonString()];
            }
            catch (JsonRpcFault fault)
            {
                return [Error(id, fault.Code, fault.Message)];
            }
            catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException or FormatException)
            {
                return [Error(id, -32600, "Invalid Request")];
            }
        }

        private static string Error(JsonNode? id, int code, string message) =>
            new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id, ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }.ToJsonString();
    }
}
