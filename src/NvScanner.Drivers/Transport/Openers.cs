using NvScanner.Drivers.Transport.HiSlip;
using NvScanner.Drivers.Transport.Serial;
using NvScanner.Drivers.Transport.Vxi11;

namespace NvScanner.Drivers.Transport;

/// <summary>Chooses how an address is reached.</summary>
public static class Openers
{
    /// <summary>The opener of an address; <paramref name="serial"/> is how a serial line's bits look. Throws <see cref="FormatException"/> for a bus that this build cannot reach.</summary>
    public static IChannelOpener For(InstrumentAddress address, SerialSettings? serial = null) => address switch
    {
        InstrumentAddress.TcpSocket socket => new TcpOpener(socket.Host, socket.Port),
        InstrumentAddress.Vxi11 lan => new Vxi11Opener(lan.Host, lan.Device, lan.Port),
        InstrumentAddress.HiSlip lan => new HiSlipOpener(lan.Host, lan.Device, lan.Port),
        InstrumentAddress.Serial line => new SerialOpener(line.Port, serial ?? new SerialSettings()),
        _ => throw new FormatException($"this version does not reach instruments by {address.GetType().Name}; most LAN instruments have a raw socket (TCPIP::host::5025::SOCKET)"),
    };
}
