using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NvScanner.Emulation.Hosting;

/// <summary>Puts a text instrument on a TCP port of this machine; any number of clients, lines taken one by one.</summary>
public sealed class TcpTextHost : IAsyncDisposable
{
    private readonly ITextInstrument _instrument;
    private readonly TimeProvider _time;
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _sessions = new();
    private readonly Lock _gate = new();
    private readonly Task _accepting;
    private long _replies;

    /// <summary>Listens at once, on a free port when <paramref name="port"/> is 0. Throws <see cref="SocketException"/> when the port is taken.</summary>
    public TcpTextHost(ITextInstrument instrument, TimeProvider time, int port = 0)
    {
        (_instrument, _time) = (instrument, time);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>How the line behaves from the next reply on.</summary>
    public Mischief Mischief { get; set; } = Mischief.None;

    /// <summary>Connections open now.</summary>
    public int Connections => _sessions.Count;

    /// <summary>Closes every connection, as a power failure does; the port stays open.</summary>
    public void DropConnections()
    {
        foreach (var client in _sessions.Keys) client.Close();
    }

    /// <summary>Closes the port and every connection; returns when all have ended.</summary>
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
            using (client)
            {
                var stream = client.GetStream();
                StringBuilder line = new();
                var bytes = new byte[4096];
                while (await stream.ReadAsync(bytes, _end.Token) is var count and > 0)
                {
                    foreach (var value in bytes.AsMemory(0, count).ToArray())
                    {
                        if (value is not ((byte)'\n' or (byte)'\r'))
                            line.Append((char)value);
                        else if (line.Length > 0)
                        {
                            var text = line.ToString();
                            line.Clear();
                            if (!await AnswerAsync(stream, text)) return;
                        }
                    }
                }
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException or SocketException)
        {
            // the client has gone, or the port was closed
        }
        finally
        {
            _sessions.TryRemove(client, out _);
        }
    }

    private async ValueTask<bool> AnswerAsync(NetworkStream stream, string text)
    {
        IReadOnlyList<string> replies;
        lock (_gate) replies = _instrument.Take(text);
        foreach (var reply in replies)
        {
            var script = ReplyScript.Of(reply, _instrument.Terminator, Mischief, (ulong)Interlocked.Increment(ref _replies));
            await WaitAsync(script.Wait);
            for (var piece = 0; piece < script.Pieces.Count; piece++)
            {
                if (piece > 0) await WaitAsync(TimeSpan.FromMilliseconds(1));
                await stream.WriteAsync(script.Pieces[piece], _end.Token);
            }
            if (script.ThenDisconnect) return false;
        }
        return true;
    }

    private async ValueTask WaitAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero) return;
#pragma warning disable RS0030 // this project refers to no other, hence not to the program's own wait
        await Task.Delay(duration, _time, _end.Token);
#pragma warning restore RS0030
    }
}
