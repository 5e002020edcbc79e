using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts a text instrument behind HiSLIP (IVI-6.1) as sub-address hislip0, in synchronised mode.</summary>
public sealed class HiSlipHost : ITextHost
{
    private const byte Initialize = 0, InitializeResponse = 1, FatalError = 2, AsyncInitialize = 17, AsyncInitializeResponse = 18;
    private const uint Version = 0x0100, Vendor = 'E' << 8 | 'M';
    private readonly InstrumentDesk _desk;
    private readonly TcpServer _server;
    private readonly ConcurrentDictionary<uint, HiSlipSession> _sessions = new();
    private int _lastSession;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0; the usual one is 4880. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public HiSlipHost(ITextInstrument instrument, TimeProvider time, int port = 0, IPAddress? address = null)
    {
        _desk = new InstrumentDesk(instrument, time);
        _server = new TcpServer(port, ServeAsync, address);
    }

    /// <summary>The port.</summary>
    public int Port => _server.Port;

    /// <inheritdoc />
    public string Address => FormattableString.Invariant($"TCPIP::127.0.0.1::hislip0,{Port}::INSTR");

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
        var first = await HiSlipSession.ReceiveAsync(stream, end);
        switch (first.Type)
        {
            case Initialize:
                HiSlipSession session = new((uint)Interlocked.Increment(ref _lastSession) & 0xFFFF, stream, new OutputQueue(_desk));
                _sessions[session.Number] = session;
                await session.SendAsync(stream, InitializeResponse, 0, Version << 16 | session.Number, default, end);
                await session.ServeAsync(end);
                _sessions.TryRemove(session.Number, out _);
                break;
            case AsyncInitialize when _sessions.TryGetValue(first.Parameter, out var known):
                await known.SendAsync(stream, AsyncInitializeResponse, 0, Vendor, default, end);
                await known.ServeAsynchronousAsync(stream, end);
                break;
            default:
                const byte invalidInitialization = 3;
                await new HiSlipSession(0, stream, new OutputQueue(_desk)).SendAsync(stream, FatalError, invalidInitialization, 0, "a session begins with Initialize"u8.ToArray(), end);
                break;
        }
    }
}
