namespace NvScanner.Drivers.Transport;

/// <summary>Chooses how an address is reached.</summary>
public static class Openers
{
    /// <summary>The opener of an address; throws <see cref="FormatException"/> for a bus that this build cannot reach.</summary>
    public static IChannelOpener For(InstrumentAddress address) => address switch
    {
        InstrumentAddress.TcpSocket socket => new TcpOpener(socket.Host, socket.Port),
        _ => throw new FormatException($"this version reaches instruments by plain TCP sockets only, not by {address.GetType().Name}; most LAN instruments have a raw socket (TCPIP::host::5025::SOCKET)"),
    };
}
