using System.Net;
using System.Net.Sockets;

namespace NvScanner.Emulation.Hosting;

/// <summary>Says on which TCP port a program listens (RFC 1833, version 2), over TCP and UDP.</summary>
internal sealed class Portmapper : IAsyncDisposable
{
    private const uint Program = 100_000, GetPort = 3, Tcp = 6;
    private readonly IReadOnlyDictionary<uint, int> _ports;
    private readonly RpcProgram _program;
    private readonly UdpClient _datagrams;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _answering;

    public Portmapper(int port, IPAddress address, IReadOnlyDictionary<uint, int> ports)
    {
        _ports = ports;
        _program = new RpcProgram(Program, port, address, (call, _, _) => ValueTask.FromResult(Execute(call)));
        _datagrams = new UdpClient(new IPEndPoint(address, _program.Port));
        _answering = AnswerDatagramsAsync();
    }

    public int Port => _program.Port;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _answering;
        _datagrams.Dispose();
        await _program.DisposeAsync();
        _end.Dispose();
    }

    private byte[]? Execute(RpcCall call)
    {
        if (call.Procedure != GetPort) return null;
        var (wanted, _, protocol) = (call.Word(), call.Word(), call.Word());
        return BigEndian.Of(protocol == Tcp && _ports.TryGetValue(wanted, out var port) ? (uint)port : 0);
    }

    private async Task AnswerDatagramsAsync()
    {
        try
        {
            while (true)
            {
                var datagram = await _datagrams.ReceiveAsync(_end.Token);
                if (await _program.AnswerAsync(datagram.Buffer, _datagrams, _end.Token) is { } reply) await _datagrams.SendAsync(reply, datagram.RemoteEndPoint, _end.Token);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // the port was closed
        }
    }
}
