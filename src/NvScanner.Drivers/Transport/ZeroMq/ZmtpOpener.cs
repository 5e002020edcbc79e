using System.Globalization;

namespace NvScanner.Drivers.Transport.ZeroMq;

/// <summary>A ZeroMQ REQ socket over TCP (ZMTP 3.0, RFC 23, mechanism NULL): one message out, one message in, in turn.</summary>
/// <param name="host">Name or address.</param>
/// <param name="port">Port, 1 to 65535.</param>
public sealed class ZmtpOpener(string host, int port) : IChannelOpener
{
    /// <inheritdoc />
    public string Description { get; } = string.Create(CultureInfo.InvariantCulture, $"zeromq {host}:{port}");

    /// <summary>Yes: a REP socket drops the reply to a client that has gone.</summary>
    public bool StartsEmpty => true;

    /// <inheritdoc />
    public async ValueTask<IByteChannel> OpenAsync(CancellationToken cancellationToken)
    {
        var tcp = await new TcpOpener(host, port).OpenAsync(cancellationToken);
        try
        {
            ZmtpChannel channel = new(tcp, Description);
            await channel.GreetAsync(cancellationToken);
            return channel;
        }
        catch
        {
            await tcp.DisposeAsync();
            throw;
        }
    }
}
