using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts a text instrument behind VXI-11 (VXIbus TCP/IP instrument protocol, revision 1.0) as device inst0: portmapper, core and abort channel.</summary>
public sealed class Vxi11Host : ITextHost
{
    private const uint CoreProgram = 0x0607AF, AbortProgram = 0x0607B0;
    private const uint LongestWrite = 2000;
    private readonly TimeProvider _time;
    private readonly InstrumentDesk _desk;
    private readonly RpcProgram _core;
    private readonly RpcProgram _abort;
    private readonly Portmapper _portmapper;
    private readonly ConcurrentDictionary<uint, Vxi11Link> _links = new();
    private int _lastLink;

    /// <summary>Listens at once, the portmapper on a free port when <paramref name="portmapperPort"/> is 0; its usual port is 111. Throws <see cref="System.Net.Sockets.SocketException"/> when a port is taken or forbidden.</summary>
    public Vxi11Host(ITextInstrument instrument, TimeProvider time, int portmapperPort = 0, IPAddress? address = null)
    {
        (_time, _desk) = (time, new InstrumentDesk(instrument, time));
        var host = address ?? IPAddress.Loopback;
        _core = new RpcProgram(CoreProgram, 0, host, ExecuteAsync);
        _abort = new RpcProgram(AbortProgram, 0, host, (call, _, _) => ValueTask.FromResult(Abort(call)));
        _portmapper = new Portmapper(portmapperPort, host, new Dictionary<uint, int> { [CoreProgram] = _core.Port, [AbortProgram] = _abort.Port });
    }

    /// <summary>Port of the core channel.</summary>
    public int Port => _core.Port;

    /// <summary>Port of the portmapper.</summary>
    public int PortmapperPort => _portmapper.Port;

    /// <inheritdoc />
    public string Address => FormattableString.Invariant($"TCPIP::127.0.0.1::inst0,{Port}::INSTR");

    /// <inheritdoc />
    public Mischief Mischief
    {
        get => _desk.Mischief;
        set => _desk.Mischief = value;
    }

    /// <inheritdoc />
    public int Connections => _core.Connections;

    /// <inheritdoc />
    public void DropConnections() => _core.DropConnections();

    /// <summary>Closes every port and connection; returns when all have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _portmapper.DisposeAsync();
        await _core.DisposeAsync();
        await _abort.DisposeAsync();
    }

    private async ValueTask<byte[]?> ExecuteAsync(RpcCall call, object connection, CancellationToken end)
    {
        if (call.Procedure == 10) return CreateLink(call);
        if (call.Procedure is not (>= 11 and <= 20 or 22 or 23)) return null;
        if (!_links.TryGetValue(call.Word(), out var link)) return Error(Vxi11Link.BadLink);
        switch (call.Procedure)
        {
            case 11:
                _ = (call.Word(), call.Word());
                return Write(link, call.Word(), call.Opaque());
            case 12:
                return await ReadAsync(link, requested: (int)call.Word(), milliseconds: call.Word(), end);
            case 13: return BigEndian.Of(0, link.Output.HasBytes ? 0x10u : 0);
            case 15:
                link.Clear();
                return Error(0);
            case 22: return [.. Error(Vxi11Link.NotSupported), .. RpcCall.Opaque([])];
            case 23:
                _links.TryRemove(link.Number, out _);
                return Error(0);
            default: return Error(0);
        }
    }

    private byte[] CreateLink(RpcCall call)
    {
        _ = (call.Word(), call.Word(), call.Word());
        if (!Encoding.ASCII.GetString(call.Opaque()).Equals("inst0", StringComparison.OrdinalIgnoreCase)) return BigEndian.Of(Vxi11Link.NotAccessible, 0, 0, 0);
        Vxi11Link link = new((uint)Interlocked.Increment(ref _lastLink), new OutputQueue(_desk));
        _links[link.Number] = link;
        return BigEndian.Of(0, link.Number, (uint)_abort.Port, LongestWrite);
    }

    private static byte[] Write(Vxi11Link link, uint flags, ReadOnlySpan<byte> piece)
    {
        if (piece.Length > LongestWrite) return BigEndian.Of(Vxi11Link.Parameter, 0);
        link.Write(piece, ends: (flags & 8) != 0);
        return BigEndian.Of(0, (uint)piece.Length);
    }

    private async ValueTask<byte[]> ReadAsync(Vxi11Link link, int requested, uint milliseconds, CancellationToken end)
    {
        using CancellationTokenSource late = new(TimeSpan.FromMilliseconds(milliseconds), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, end);
        try
        {
            var (bytes, reason) = await link.ReadAsync(requested, either.Token);
            return [.. BigEndian.Of(0, reason), .. RpcCall.Opaque(bytes.Span)];
        }
        catch (OperationCanceledException) when (!end.IsCancellationRequested)
        {
            return Failed(late.IsCancellationRequested ? Vxi11Link.TimedOut : Vxi11Link.Aborted);
        }
        catch (ChannelClosedException) when (!link.Output.IsCut)
        {
            return Failed(Vxi11Link.Aborted);
        }
        catch (ChannelClosedException cut)
        {
            throw new IOException("the reply was cut", cut);
        }
    }

    private byte[]? Abort(RpcCall call)
    {
        if (call.Procedure != 1) return null;
        if (!_links.TryGetValue(call.Word(), out var link)) return Error(Vxi11Link.BadLink);
        link.Abort();
        return Error(0);
    }

    private static byte[] Error(uint code) => BigEndian.Of(code);

    private static byte[] Failed(uint code) => BigEndian.Of(code, 0, 0);
}
