using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NvScanner.Emulation.Hosting;

/// <summary>A TCP port of this machine and the sessions of its clients.</summary>
internal sealed class TcpServer : IAsyncDisposable
{
    private readonly Func<NetworkStream, CancellationToken, Task> _serveAsync;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _sessions = new();
    private readonly Task _accepting;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0; every client is served until <paramref name="serveAsync"/> returns.</summary>
    public TcpServer(int port, Func<NetworkStream, CancellationToken, Task> serveAsync, IPAddress? address = null)
    {
        _serveAsync = serveAsync;
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public int Connections => _sessions.Count;

    public void DropConnections()
    {
        foreach (var client in _sessions.Keys) client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        DropConnections();
        await _accepting;
        await Task.WhenAll(_sessions.Values);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                client.NoDelay = true;
                TaskCompletionSource registered = new();
                _sessions[client] = ServeAsync(client, registered.Task);
                registered.SetResult();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the port was closed
        }
    }

    private async Task ServeAsync(TcpClient client, Task registered)
    {
        await registered;
        try
        {
            using (client) await _serveAsync(client.GetStream(), _end.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException or SocketException or InvalidOperationException)
        {
            // the client has gone, or the port was closed
        }
        finally
        {
            _sessions.TryRemove(client, out _);
        }
    }
}
