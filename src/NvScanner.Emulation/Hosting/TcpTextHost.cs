using System.Net.Sockets;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts a text instrument on a TCP port of this machine; any number of clients, lines taken one by one.</summary>
public sealed class TcpTextHost : ITextHost
{
    private readonly InstrumentDesk _desk;
    private readonly TcpServer _server;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public TcpTextHost(ITextInstrument instrument, TimeProvider time, int port = 0)
    {
        _desk = new InstrumentDesk(instrument, time);
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
        LineCutter cutter = new();
        var bytes = new byte[4096];
        while (await stream.ReadAsync(bytes, end) is var count and > 0)
        {
            foreach (var line in cutter.Add(bytes.AsSpan(0, count)))
            {
                if (!await _desk.AnswerAsync(line, piece => stream.WriteAsync(piece, end), end)) return;
            }
        }
    }
}
