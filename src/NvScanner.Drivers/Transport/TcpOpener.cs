using System.Globalization;
using System.Net.Sockets;

namespace NvScanner.Drivers.Transport;

/// <summary>Plain TCP: raw sockets of instruments, Nanonis, GCS, terminal servers.</summary>
/// <param name="host">Name or address.</param>
/// <param name="port">Port, 1 to 65535.</param>
public sealed class TcpOpener(string host, int port) : IChannelOpener
{
    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"tcp {host}:{port}");

    /// <inheritdoc />
    public bool StartsEmpty => true;

    /// <inheritdoc />
    public async ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(host, port, cancellationToken);
            return new TcpChannel(socket, Description);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"{Description}: {Explain(failure)}", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Explain(SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "the machine is there but refuses the port; check the port number, switch the instrument's remote interface on, and close other programs that use it (many instruments take one client)",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name is not known; write the address shown on the instrument's panel, or mend the name service",
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable => "nothing answers there; check power, cable and address",
        _ => $"{failure.Message}; check power, cable and address",
    };
}
