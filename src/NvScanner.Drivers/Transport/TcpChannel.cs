using System.Net.Sockets;

namespace NvScanner.Drivers.Transport;

/// <summary>An open TCP connection.</summary>
internal sealed class TcpChannel(Socket socket, string description) : IByteChannel
{
    public string Description { get; } = description;

    public bool HasBytes => socket.Available > 0;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            while (message.Length > 0)
                message = message[await socket.SendAsync(message, SocketFlags.None, cancellationToken)..];
        }
        catch (SocketException failure)
        {
            throw Lost(failure);
        }
    }

    public async ValueTask<ChannelRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            return count > 0
                ? new ChannelRead(count, EndOfMessage: false)
                : throw new IOException($"{Description}: the instrument has closed the connection; it was switched off or another program took it");
        }
        catch (SocketException failure)
        {
            throw Lost(failure);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private IOException Lost(SocketException failure) => new($"{Description}: the connection was lost ({failure.Message}); check power and cable", failure);
}
