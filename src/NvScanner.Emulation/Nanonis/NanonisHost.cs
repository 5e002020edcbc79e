using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NvScanner.Emulation.Hosting;

namespace NvScanner.Emulation.Nanonis;

/// <summary>Puts a Nanonis controller on four ports one after another, of which each serves one client at a time and one command at a time.</summary>
public sealed class NanonisHost : IAsyncDisposable
{
    private const int HeaderBytes = 40;
    private const int Ports = 4;
    private readonly NanonisEmulator _controller;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener[] _listeners;
    private readonly Task[] _serving;
    private long _replies;

    /// <summary>Listens at once on <paramref name="firstPort"/> and the three after it, on free ones when it is 0. Throws <see cref="SocketException"/> when one is taken.</summary>
    public NanonisHost(NanonisEmulator controller, TimeProvider time, int firstPort = 0)
    {
        (_controller, _time) = (controller, time);
        _listeners = Listen(firstPort);
        FirstPort = ((IPEndPoint)_listeners[0].LocalEndpoint).Port;
        _serving = [.. _listeners.Select(AcceptAsync)];
    }

    /// <summary>The first of the four ports.</summary>
    public int FirstPort { get; }

    /// <summary>How the lines behave from the next reply on; terminators and blanks do not apply.</summary>
    public Mischief Mischief { get; set; } = Mischief.None;

    /// <summary>Closes every port; returns when all clients are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (var listener in _listeners) listener.Stop();
        await Task.WhenAll(_serving);
        _end.Dispose();
    }

    private static TcpListener[] Listen(int firstPort)
    {
        for (var attempt = 0; ; attempt++)
        {
            List<TcpListener> open = [];
            try
            {
                for (var i = 0; i < Ports; i++)
                {
                    var port = i == 0 ? (attempt == 0 ? firstPort : Candidate(attempt)) : ((IPEndPoint)open[0].LocalEndpoint).Port + i;
                    TcpListener listener = new(IPAddress.Loopback, port);
                    listener.Start();
                    open.Add(listener);
                }
                return [.. open];
            }
            catch (Exception taken) when (firstPort == 0 && attempt < 50 && taken is SocketException or ArgumentOutOfRangeException)
            {
                foreach (var listener in open) listener.Stop();
            }
            catch (SocketException)
            {
                foreach (var listener in open) listener.Stop();
                throw;
            }
        }
    }

    // below the range from which the system serves outgoing connections, where four in a row are rarely free on a busy machine
    private static int Candidate(int attempt) => 20_000 + (4 * ((Environment.ProcessId + (61 * attempt)) % 3000));

    private async Task AcceptAsync(TcpListener listener)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(_end.Token);
                client.NoDelay = true;
                await ServeAsync(client.GetStream());
            }
            catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                // the client has gone, or the port was closed
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        var header = new byte[HeaderBytes];
        while (true)
        {
            await stream.ReadExactlyAsync(header, _end.Token);
            var name = Encoding.ASCII.GetString(header, 0, 32).TrimEnd('\0');
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(32));
            if (length is < 0 or > 1 << 20) return;
            var arguments = new byte[length];
            await stream.ReadExactlyAsync(arguments, _end.Token);
            var body = await _controller.TakeAsync(name, arguments, _end.Token);
            if (BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(36)) != 1) continue;
            var reply = new byte[HeaderBytes + body.Length];
            header.AsSpan(0, 32).CopyTo(reply);
            BinaryPrimitives.WriteInt32BigEndian(reply.AsSpan(32), body.Length);
            body.CopyTo(reply, HeaderBytes);
            var script = ReplyScript.Of(Encoding.Latin1.GetString(reply), "", Mischief, (ulong)Interlocked.Increment(ref _replies));
            await WaitAsync(script.Wait);
            foreach (var piece in script.Pieces)
            {
                await stream.WriteAsync(piece, _end.Token);
                if (script.Pieces.Count > 1) await WaitAsync(TimeSpan.FromMilliseconds(1));
            }
            if (script.ThenDisconnect) return;
        }
    }

    private async ValueTask WaitAsync(TimeSpan duration)
    {
        if (duration <= TimeSpan.Zero) return;
#pragma warning disable RS0030 // this project refers to no other, hence not to the program's own wait
        await Task.Delay(duration, _time, _end.Token);
#pragma warning restore RS0030
    }
}
