using System.Net;
using System.Net.Sockets;

namespace NvScanner.Emulation.Hosting;

/// <summary>One ONC RPC program on a TCP port; the calls of a connection are carried out one after the other.</summary>
internal sealed class RpcProgram : IAsyncDisposable
{
    private const uint Last = 0x8000_0000, NoSuchProgram = 1, NoSuchProcedure = 3;
    private readonly uint _program;
    private readonly Func<RpcCall, object, CancellationToken, ValueTask<byte[]?>> _executeAsync;
    private readonly TcpServer _server;

    /// <summary>Listens at once; <paramref name="executeAsync"/> gets a call and its connection, and returns the result, null for a procedure that there is not.</summary>
    public RpcProgram(uint program, int port, IPAddress address, Func<RpcCall, object, CancellationToken, ValueTask<byte[]?>> executeAsync)
    {
        (_program, _executeAsync) = (program, executeAsync);
        _server = new TcpServer(port, ServeAsync, address);
    }

    public int Port => _server.Port;

    public int Connections => _server.Connections;

    public void DropConnections() => _server.DropConnections();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>The reply to a call, without record mark; null for what is no call.</summary>
    public async ValueTask<byte[]?> AnswerAsync(byte[] record, object connection, CancellationToken end)
    {
        RpcCall call = new(record);
        if (!call.IsCall) return null;
        if (call.Program != _program) return Reply(call, NoSuchProgram, []);
        call.SkipCredentials();
        // procedure 0 of every program does nothing
        var result = call.Procedure == 0 ? [] : await _executeAsync(call, connection, end);
        return result is null ? Reply(call, NoSuchProcedure, []) : Reply(call, 0, result);
    }

    private static byte[] Reply(RpcCall call, uint status, byte[] result) => [.. BigEndian.Of(call.Number, 1, 0, 0, 0, status), .. result];

    private async Task ServeAsync(NetworkStream stream, CancellationToken end)
    {
        while (true)
        {
            List<byte> record = [];
            uint mark;
            do
            {
                mark = BigEndian.UInt32(await BigEndian.ReadExactlyAsync(stream, 4, end));
                record.AddRange(await BigEndian.ReadExactlyAsync(stream, (int)(mark & ~Last), end));
            }
            while ((mark & Last) == 0);
            if (await AnswerAsync([.. record], stream, end) is not { } reply) return;
            await stream.WriteAsync((byte[])[.. BigEndian.Of(Last | (uint)reply.Length), .. reply], end);
        }
    }
}
