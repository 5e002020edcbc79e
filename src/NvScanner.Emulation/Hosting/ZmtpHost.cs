using System.Net.Sockets;
using System.Text;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts a text instrument behind a ZeroMQ REP socket (ZMTP 3.0, RFC 23, mechanism NULL): one message in, one message out. A command without reply is answered with an empty message.</summary>
public sealed class ZmtpHost : ITextHost
{
    private const byte More = 1, Long = 2, Command = 4;
    private readonly InstrumentDesk _desk;
    private readonly TcpServer _server;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public ZmtpHost(ITextInstrument instrument, TimeProvider time, int port = 0)
    {
        _desk = new InstrumentDesk(new OneReplyEach(instrument), time);
        _server = new TcpServer(port, ServeAsync);
    }

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <inheritdoc />
    public string Address => FormattableString.Invariant($"TCPIP::127.0.0.1::{Port}::SOCKET");

    /// <inheritdoc />
    public Mischief Mischief
    {
        get => _desk.Mischief;
        set => _desk.Mischief = value;
    }

    /// <inheritdoc />
    public int Connections => _server.Connections;

    /// <inheritdoc />
    public void DropConnections() => _server.DropConnections();

    /// <summary>Closes the port and every connection; returns when all have ended.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        await stream.WriteAsync((byte[])[0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]], end);
        var greeting = await BigEndian.ReadExactlyAsync(stream, 64, end);
        if (greeting[0] != 0xFF || greeting[10] < 3) return;
        byte[] ready = [.. "\x05READY\x0BSocket-Type"u8, 0, 0, 0, 3, .. "REP"u8];
        await stream.WriteAsync((byte[])[Command, (byte)ready.Length, .. ready], end);
        while (true)
        {
            var request = await ReceiveAsync(stream, end);
            if (!await AnswerAsync(stream, Encoding.Latin1.GetString(request), end)) return;
        }
    }

    // the part of a message behind its empty frame
    private static async ValueTask<byte[]> ReceiveAsync(Stream stream, CancellationToken end)
    {
        List<byte> message = [];
        while (true)
        {
            var flags = (await BigEndian.ReadExactlyAsync(stream, 1, end))[0];
            var length = (flags & Long) != 0 ? BigEndian.UInt64(await BigEndian.ReadExactlyAsync(stream, 8, end)) : (await BigEndian.ReadExactlyAsync(stream, 1, end))[0];
            var content = await BigEndian.ReadExactlyAsync(stream, checked((int)length), end);
            if ((flags & Command) != 0) continue;
            message.AddRange(content);
            if ((flags & More) == 0) return [.. message];
        }
    }

    private async ValueTask<bool> AnswerAsync(NetworkStream stream, string request, CancellationToken end)
    {
        var script = _desk.Take(request).Single();
        if (script.IsLost) return true;
        await _desk.WaitAsync(script.Wait, end);
        byte[] content = [.. script.Pieces.SelectMany(piece => piece.ToArray())];
        byte[] size = content.Length <= byte.MaxValue ? [0, (byte)content.Length] : [Long, .. BigEndian.Of((ulong)content.Length)];
        byte[] message = [More, 0, .. size, .. content];
        if (script.ThenDisconnect)
        {
            await stream.WriteAsync(message.AsMemory(0, message.Length - 1), end);
            return false;
        }

        // a piece of the stream, cut anywhere
        var cut = script.Pieces.Count > 1 ? script.Pieces[0].Length : 0;
        await stream.WriteAsync(message.AsMemory(0, cut), end);
        if (cut > 0) await _desk.WaitAsync(TimeSpan.FromMilliseconds(1), end);
        await stream.WriteAsync(message.AsMemory(cut), end);
        return true;
    }

    // the socket answers every message with one
    private sealed class OneReplyEach(ITextInstrument instrument) : ITextInstrument
    {
        public string Terminator => instrument.Terminator;

        public IReadOnlyList<string> Take(string line) => [string.Join(';', instrument.Take(line))];
    }
}
